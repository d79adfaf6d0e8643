package hearth.appliance.browser;

import com.microsoft.playwright.Page;
import java.util.List;

/** What a screen reader would say by itself on a page: everything that comes into a live region which is not off. */
final class Hearing {

    private static final String LISTEN = """
            addEventListener('DOMContentLoaded', () => {
              window.heard = [];
              const isLive = (node) => {
                const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
                const region = element?.closest('[aria-live], [role=log], [role=status], [role=alert]');
                return region && region.getAttribute('aria-live') !== 'off';
              };
              const hear = (node) => {
                const words = (node.innerText ?? node.textContent).replace(/\\s+/g, ' ').trim();
                if (words !== '' && isLive(node)) {
                  window.heard.push(words);
                }
              };
              new MutationObserver((changes) => {
                for (const change of changes) {
                  change.type === 'characterData' ? hear(change.target) : change.addedNodes.forEach(hear);
                }
              }).observe(document.body, { childList: true, characterData: true, subtree: true });
            });""";

    private final Page page;

    private Hearing(Page page) {
        this.page = page;
    }

    /** Listens on every page that this tab opens from now on; each begins with silence. */
    static Hearing of(Page page) {
        page.addInitScript(LISTEN);
        return new Hearing(page);
    }

    /** What was said since the page was opened, with these words in it. */
    @SuppressWarnings("unchecked") // the script makes a list of texts
    List<String> with(String words) {
        return ((List<String>) page.evaluate("() => window.heard"))
                .stream().filter(it -> it.contains(words)).toList();
    }
}
