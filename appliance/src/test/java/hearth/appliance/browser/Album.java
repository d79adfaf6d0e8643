package hearth.appliance.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Looks at a page as a phone, a tablet and a large screen show it, by day and by night: that nothing has to be scrolled
 * sideways, and that the accessibility audit finds nothing. Keeps the pictures in {@code target/screens}.
 */
final class Album {

    private static final Path PLACE = Path.of("target", "screens");
    private static final List<Integer> WIDTHS = List.of(320, 700, 1400);
    /** What is between them shows nothing else than one of them does. */
    private static final List<Integer> AUDITED = List.of(320, 1400);

    private static final int HEIGHT = 800;
    private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

    private static final String OVERFLOW = """
            () => [...document.querySelectorAll('body *')]
                .filter(it => it.getBoundingClientRect().right > innerWidth + 0.5 && it.checkVisibility())
                .filter(it => document.documentElement.scrollWidth > innerWidth)
                .map(it => it.tagName + '.' + it.className)""";

    /** Night has other colours than day, and everything else is the same. */
    private static final String AUDIT = """
            async (scheme) => {
              const which = scheme === 'DARK' ? { runOnly: ['color-contrast'] } : {};
              const found = await axe.run(document, { resultTypes: ['violations'], ...which });
              return found.violations.flatMap(it => it.nodes.map(node => it.id + ' at ' + node.target + ': ' + node.failureSummary));
            }""";

    private static final String AXE = read("/axe.min.js");

    private Album() {}

    private static String read(String resource) {
        try (var in = Objects.requireNonNull(Album.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new IllegalStateException("The accessibility audit is not on the class path", failure);
        }
    }

    /** Looks at {@code page} as it stands, and keeps the pictures under {@code name}. Leaves it as wide as before. */
    static void keep(Page page, String name) {
        var before = page.viewportSize();
        page.evaluate(AXE);
        for (var scheme : SCHEMES) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (var width : scheme == ColorScheme.LIGHT ? WIDTHS : AUDITED) {
                page.setViewportSize(width, HEIGHT);
                var where = picture(page, name, scheme);
                if (AUDITED.contains(width)) {
                    audit(page, scheme, where);
                }
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(before.width, before.height);
    }

    /** The same on a screen as wide as it is now, for tests that are made on several of them. */
    static void keepAsIs(Page page, String name) {
        page.evaluate(AXE);
        for (var scheme : SCHEMES) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            audit(page, scheme, picture(page, name, scheme));
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static String picture(Page page, String name, ColorScheme scheme) {
        var where = name + "-" + page.viewportSize().width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PLACE.resolve(where + ".png"))
                .setFullPage(true)
                .setAnimations(ScreenshotAnimations.DISABLED));
        assertEquals(List.of(), page.evaluate(OVERFLOW), where + " is wider than the screen");
        return where;
    }

    private static void audit(Page page, ColorScheme scheme, String where) {
        assertEquals(List.of(), page.evaluate(AUDIT, scheme.name()), where + " does not pass the audit");
    }
}
