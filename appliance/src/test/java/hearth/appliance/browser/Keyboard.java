package hearth.appliance.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Goes through pages with the keyboard alone, as somebody without a mouse does, and checks that the way is visible. */
final class Keyboard {

    /** Further away than this, nobody would look for a thing. */
    private static final int STEPS_MAX = 60;

    private static final String SHOWS_FOCUS = """
            it => {
              const style = getComputedStyle(it);
              const box = it.getBoundingClientRect();
              return it.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
                  && box.bottom > 0 && box.top < innerHeight;
            }""";

    private final Person person;

    Keyboard(Person person) {
        this.person = person;
    }

    private Page page() {
        return person.page();
    }

    /** Goes forward with Tab until {@code thing} has the focus. */
    void goTo(Locator thing) {
        thing.waitFor();
        for (var step = 0; step < STEPS_MAX; step++) {
            if ((Boolean) thing.evaluate("it => it === document.activeElement")) {
                assertTrue((Boolean) thing.evaluate(SHOWS_FOCUS), () -> "Nobody sees that the focus is on " + thing);
                return;
            }
            page().keyboard().press("Tab");
        }
        throw new AssertionError(thing + " is not reached with Tab");
    }

    /** Goes back with Shift and Tab until the focus is on {@code thing} or in it. */
    void goBackTo(Locator thing) {
        for (var step = 0; step < STEPS_MAX; step++) {
            if ((Boolean) thing.evaluate("it => it.contains(document.activeElement)")) {
                return;
            }
            page().keyboard().press("Shift+Tab");
        }
        throw new AssertionError(thing + " is not reached with Shift and Tab");
    }

    /** Goes to a field and types into it. */
    void type(Locator field, String text) {
        goTo(field);
        page().keyboard().type(text);
    }

    /** Goes to a button or link and presses Enter. */
    void press(Locator thing) {
        goTo(thing);
        page().keyboard().press("Enter");
    }

    /** Presses a key where the focus is. */
    void key(String name) {
        page().keyboard().press(name);
    }
}
