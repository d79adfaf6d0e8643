package hearth.client.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.media.PageFacts;
import hearth.client.sync.LinkText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageFetcherTest {

    private static final String HERE = "93.184.216.34";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";

    private final List<String> asked = new ArrayList<>();

    /** A socket that is answered at once. */
    private final class Answered extends Socket {

        private final String answer;
        private final ByteArrayOutputStream request = new ByteArrayOutputStream();

        Answered(String answer) {
            this.answer = answer;
        }

        @Override
        public InputStream getInputStream() {
            asked.add(request.toString(StandardCharsets.US_ASCII));
            return new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public OutputStream getOutputStream() {
            return request;
        }

        @Override
        public void setSoTimeout(int ms) {}
    }

    /** Names with their addresses, and hosts with their answers. */
    private PageFetcher fetcher(Map<String, String> names, Map<String, String> answers) {
        return new PageFetcher(
                host -> {
                    var all = new ArrayList<InetAddress>();
                    for (var address : names.getOrDefault(host, HERE).split(" ", -1)) {
                        all.add(InetAddress.getByName(address));
                    }
                    return all.toArray(new InetAddress[0]);
                },
                (address, port, host, timeout) -> {
                    assertEquals(443, port);
                    return new Answered(answers.getOrDefault(host, "HTTP/1.1 404 Nothing\r\n\r\n"));
                },
                LinkText::isPreviewable);
    }

    @Test
    void aPageIsFetchedWithNothingThatTellsMoreThanNeeded() throws Exception {
        var fetched = fetcher(Map.of(), Map.of("a.example", OK + "<title>Hi</title>"))
                .fetch("https://a.example/x?y=1#z", "text/html", 100);

        assertEquals("<title>Hi</title>", new String(fetched.body(), StandardCharsets.UTF_8));
        assertTrue(asked.getFirst().startsWith("GET /x?y=1 HTTP/1.1\r\nHost: a.example\r\n"));
        assertFalse(asked.getFirst().contains("Cookie"));
        assertFalse(asked.getFirst().contains("Referer"));
    }

    @Test
    void addressesThatLeadIntoTheHouseAreNotAsked() {
        for (var address : List.of(
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "100.64.0.1",
                "192.0.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1",
                "2001::1",
                HERE + " 127.0.0.1")) {
            var fetcher = fetcher(Map.of("a.example", address), Map.of("a.example", OK));

            assertThrows(IOException.class, () -> fetcher.fetch("https://a.example/", "text/html", 9), address);
        }
        assertTrue(asked.isEmpty());
    }

    @Test
    void addressesOfTheInternetAreAsked() throws Exception {
        for (var address : List.of(HERE, "172.32.0.1", "100.128.0.1", "192.0.1.1", "2606:2800:220:1::1")) {
            fetcher(Map.of("a.example", address), Map.of("a.example", OK)).fetch("https://a.example/", "x/y", 9);
        }
        assertEquals(5, asked.size());
    }

    @Test
    void redirectsAreJudgedAnewAndEnd() throws Exception {
        var names = Map.of("inside.example", "192.168.0.1");
        for (var place : List.of(
                "http://b.example/",
                "https://inside.example/",
                "https://b.example:8443/",
                "file:///etc/passwd",
                "https://me:secret@b.example/",
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://localhost/",
                "gopher:x")) {
            var moved = "HTTP/1.1 302 Found\r\nLocation: " + place + "\r\n\r\n";
            var fetcher = fetcher(names, Map.of("a.example", moved, "b.example", OK));
            assertThrows(IOException.class, () -> fetcher.fetch("https://a.example/", "text/html", 9), place);
        }
        var away = "HTTP/1.1 301 Moved\r\nLocation: /there\r\n\r\n";
        assertThrows(
                IOException.class,
                () -> fetcher(Map.of(), Map.of("a.example", away)).fetch("https://a.example/", "text/html", 9));
        var once = "HTTP/1.1 301 Moved\r\nLocation: https://b.example/there\r\n\r\n";
        var fetched = fetcher(Map.of(), Map.of("a.example", once, "b.example", OK + "x"))
                .fetch("https://a.example/", "text/html", 9);
        assertEquals("https://b.example/there", fetched.at().toString());
    }

    @Test
    void sizesAreBoundedHoweverTheyCome() throws Exception {
        var fetcher = fetcher(
                Map.of(),
                Map.of(
                        "long.example", OK + "x".repeat(10_000),
                        "chunks.example",
                                OK.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n")
                                        + "5\r\nabcde\r\n3;x=y\r\nfgh\r\n0\r\n\r\n",
                        "huge.example",
                                OK.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n") + "fffffff\r\nx",
                        "negative.example",
                                OK.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n") + "-1\r\nx",
                        "header.example", "HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000),
                        "zip.example", OK.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n") + "x",
                        "garbage.example", "\0\1\2"));

        assertEquals(100, fetcher.fetch("https://long.example/", "x/y", 100).body().length);
        assertEquals(
                "abcdefgh",
                new String(fetcher.fetch("https://chunks.example/", "x/y", 100).body(), StandardCharsets.US_ASCII));
        assertEquals(
                "abcdef",
                new String(fetcher.fetch("https://chunks.example/", "x/y", 6).body(), StandardCharsets.US_ASCII));
        assertEquals(1, fetcher.fetch("https://huge.example/", "x/y", 100).body().length);
        for (var host : List.of("negative", "header", "zip", "garbage")) {
            assertThrows(IOException.class, () -> fetcher.fetch("https://" + host + ".example/", "x/y", 100), host);
        }
    }

    @Test
    void titleAndPictureAreReadFromWhateverAPageIs() {
        var page = PageFacts.read(
                ("<html><head><META content='A &amp; &#x42; &lt;b&gt;' property=\"og:title\"><meta"
                                + " property=og:image><meta name=\"og:image\" content=\"/p.png\"><title>no</title>")
                        .getBytes(StandardCharsets.UTF_8),
                "text/html");

        assertEquals(new PageFacts("A & B <b>", Optional.of("/p.png")), page);
        assertEquals(
                "Grüße",
                PageFacts.read(
                                "<title>Gr\u00fc\u00dfe</title>".getBytes(StandardCharsets.ISO_8859_1),
                                "text/html; charset=iso-8859-1")
                        .title());
        assertEquals(
                new PageFacts("", Optional.empty()),
                PageFacts.read("<meta".repeat(100_000).getBytes(StandardCharsets.UTF_8), "text/html; charset=\u0000"));
    }

    @Test
    void onlyPlainAddressesOfSitesMayHaveAPreview() {
        assertEquals(
                Optional.of("https://a.example/x"), LinkText.first("see (https://a.example/x), and https://b.example"));
        for (var odd : List.of(
                "http://a.example",
                "https://localhost/",
                "https://a",
                "https://me@a.example/",
                "https://a%2e.example/",
                "https://bänk.example/",
                "https://a..example/",
                "ftp://a.example/",
                "https://a.example/a b",
                "https://a.example/" + "x".repeat(5_000))) {
            assertFalse(LinkText.isPreviewable(odd), odd);
        }
    }
}
