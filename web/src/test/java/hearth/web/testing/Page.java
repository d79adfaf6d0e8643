package hearth.web.testing;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** A page, read as strictly as XML. The pages of the box are written so that both readings agree. */
public record Page(Element root) {

    /** Fails unless the text is one well-formed document. */
    public static Page parse(String html) {
        try {
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return new Page(
                    builder.parse(new InputSource(new StringReader(html))).getDocumentElement());
        } catch (SAXException e) {
            throw new AssertionError("Not well formed: " + e.getMessage() + "\n" + html, e);
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every element of this name, in the order of the page. */
    public List<Element> all(String name) {
        var nodes = root.getElementsByTagName(name);
        var all = new ArrayList<Element>();
        for (var i = 0; i < nodes.getLength(); i++) {
            all.add((Element) nodes.item(i));
        }
        return all;
    }

    public List<Element> all(String name, Predicate<Element> such) {
        return all(name).stream().filter(such).toList();
    }

    public Optional<Element> byId(String id) {
        return all("*").stream()
                .filter(element -> element.getAttribute("id").equals(id))
                .findFirst();
    }

    /** What a person reads, spaces as single ones. */
    public String text() {
        return text(root);
    }

    public static String text(Element element) {
        return element.getTextContent().strip().replaceAll("\\s+", " ");
    }

    /** The heading of the page. */
    public String heading() {
        return all("h1").stream().findFirst().map(Page::text).orElse("");
    }
}
