package hearth.client.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches a page or a picture of the internet, for the preview of a link that a member is about to send (messages.md section
 * 6.5). Directly, so the site sees the address of the house. Only https on its usual port, only addresses of the internet,
 * which are looked up once and then used, few redirects of which each is judged anew, no cookies, bounded in size and time.
 * Safe for use by many threads; calls block.
 */
public final class PageFetcher {

    /** What other clients of the network say: sites cannot tell them apart. */
    private static final String USER_AGENT = "WhatsApp";

    private static final Duration TIME_MAX = Duration.ofSeconds(10);
    private static final int REDIRECTS_MAX = 3;
    private static final int HEADER_BYTES_MAX = 16 * 1024;
    private static final int PORT = 443;
    private static final int AT_ONCE_MAX = 2;

    private final Resolver resolver;
    private final Dialer dialer;
    private final Predicate<String> allowed;
    private final Semaphore slots = new Semaphore(AT_ONCE_MAX);

    /** Looks names up. */
    public interface Resolver {
        InetAddress[] resolve(String host) throws IOException;
    }

    /** Opens a connection to an address, and makes sure that who answers is {@code host}. */
    public interface Dialer {
        Socket open(InetAddress address, int port, String host, Duration timeout) throws IOException;
    }

    /**
     * What was fetched.
     *
     * @param at        where it was in the end
     * @param mediaType as the site says, in small letters, with its parameters
     * @param body      the beginning of it, as much as was asked for
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    public record Fetched(URI at, String mediaType, byte[] body) {}

    /** @param allowed judges addresses, also of redirects */
    public PageFetcher(Resolver resolver, Dialer dialer, Predicate<String> allowed) {
        this.resolver = resolver;
        this.dialer = dialer;
        this.allowed = allowed;
    }

    /** One that asks the internet. */
    public static PageFetcher direct(Predicate<String> allowed) {
        return new PageFetcher(InetAddress::getAllByName, PageFetcher::dial, allowed);
    }

    private static Socket dial(InetAddress address, int port, String host, Duration timeout) throws IOException {
        var plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(address, port), (int) timeout.toMillis());
            plain.setSoTimeout((int) timeout.toMillis());
            var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            var secure = (SSLSocket) factory.createSocket(plain, host, port, true);
            var parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return secure;
        } catch (IOException | RuntimeException failure) {
            plain.close();
            throw failure;
        }
    }

    /** Fetches up to {@code bytesMax} bytes. Whatever is in the way is an {@link IOException} that names nothing. */
    public Fetched fetch(String address, String accept, int bytesMax) throws IOException, InterruptedException {
        slots.acquire();
        try {
            return follow(address, accept, bytesMax, System.nanoTime() + TIME_MAX.toNanos());
        } catch (IllegalArgumentException odd) {
            throw new IOException("Address cannot be read");
        } finally {
            slots.release();
        }
    }

    private Fetched follow(String address, String accept, int bytesMax, long deadline) throws IOException {
        var next = address;
        for (var hop = 0; hop <= REDIRECTS_MAX; hop++) {
            if (!allowed.test(next)) {
                throw new IOException("Address is not allowed");
            }
            var uri = URI.create(next);
            if (uri.getHost() == null || (uri.getPort() != -1 && uri.getPort() != PORT)) {
                throw new IOException("Address is not allowed");
            }
            var answer = ask(uri, accept, bytesMax, deadline);
            if (answer.status() == 200) {
                return new Fetched(
                        uri, answer.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT), answer.body());
            }
            var location = answer.headers().get("location");
            if (answer.status() / 100 != 3 || location == null) {
                throw new IOException("Site answers with status " + answer.status());
            }
            next = uri.resolve(location).toString();
        }
        throw new IOException("Site redirects too often");
    }

    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    private record Answer(int status, Map<String, String> headers, byte[] body) {}

    private Answer ask(URI uri, String accept, int bytesMax, long deadline) throws IOException {
        var address = resolved(uri.getHost());
        try (var socket = dialer.open(address, PORT, uri.getHost(), left(deadline))) {
            var path = (uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                    + (uri.getRawQuery() == null ? "" : '?' + uri.getRawQuery());
            var request = "GET " + path + " HTTP/1.1\r\nHost: " + uri.getHost() + "\r\nUser-Agent: " + USER_AGENT
                    + "\r\nAccept: " + accept + "\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return read(new Timed(socket, deadline), bytesMax);
        }
    }

    /** All of them: which one is used must not depend on chance when some lead into the house. */
    private InetAddress resolved(String host) throws IOException {
        var addresses = resolver.resolve(host);
        for (var address : addresses) {
            if (!PublicAddresses.isPublic(address)) {
                throw new IOException("Address is not one of the internet");
            }
        }
        if (addresses.length == 0) {
            throw new IOException("Host is not known");
        }
        return addresses[0];
    }

    private static Duration left(long deadline) throws IOException {
        var nanos = deadline - System.nanoTime();
        if (nanos < 1_000_000) {
            throw new SocketTimeoutException("Site takes too long");
        }
        return Duration.ofNanos(nanos);
    }

    /** A socket that is read until a moment, however slowly its bytes come. */
    private static final class Timed {

        private final Socket socket;
        private final InputStream in;
        private final long deadline;

        Timed(Socket socket, long deadline) throws IOException {
            this.socket = socket;
            this.in = new java.io.BufferedInputStream(socket.getInputStream());
            this.deadline = deadline;
        }

        int read() throws IOException {
            socket.setSoTimeout((int) Math.max(1, left(deadline).toMillis()));
            return in.read();
        }

        int read(byte[] target, int length) throws IOException {
            socket.setSoTimeout((int) Math.max(1, left(deadline).toMillis()));
            return in.read(target, 0, length);
        }
    }

    private static Answer read(Timed in, int bytesMax) throws IOException {
        var budget = new int[] {HEADER_BYTES_MAX};
        var status = line(in, budget).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("\\d{3}")) {
            throw new IOException("Site does not speak HTTP");
        }
        var headers = new HashMap<String, String>();
        for (var line = line(in, budget); !line.isEmpty(); line = line(in, budget)) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        var code = Integer.parseInt(status[1]);
        if (code != 200) {
            return new Answer(code, headers, new byte[0]);
        }
        var encoding = headers.getOrDefault("content-encoding", "identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new IOException("Site compresses what it was not asked to");
        }
        var chunked = headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked");
        return new Answer(code, headers, chunked ? chunks(in, bytesMax) : plain(in, bytesMax));
    }

    private static String line(Timed in, int[] budget) throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || --budget[0] < 0) {
                throw new IOException("Site sends no proper header");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static byte[] plain(Timed in, int bytesMax) throws IOException {
        var body = new ByteArrayOutputStream();
        copy(in, body, bytesMax);
        return body.toByteArray();
    }

    private static byte[] chunks(Timed in, int bytesMax) throws IOException {
        var body = new ByteArrayOutputStream();
        var budget = new int[] {HEADER_BYTES_MAX};
        while (body.size() < bytesMax) {
            var size = line(in, budget).split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,7}")) {
                throw new IOException("Site sends no proper chunks");
            }
            var length = Integer.parseInt(size, 16);
            if (length == 0) {
                break;
            }
            var wanted = Math.min(length, bytesMax - body.size());
            if (copy(in, body, wanted) < wanted || wanted < length) {
                break;
            }
            line(in, budget);
        }
        return body.toByteArray();
    }

    private static int copy(Timed in, ByteArrayOutputStream body, int wanted) throws IOException {
        var buffer = new byte[8 * 1024];
        var copied = 0;
        while (copied < wanted) {
            var count = in.read(buffer, Math.min(buffer.length, wanted - copied));
            if (count < 0) {
                break;
            }
            body.write(buffer, 0, count);
            copied += count;
        }
        return copied;
    }
}
