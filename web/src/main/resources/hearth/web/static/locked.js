// The way to the page of a locked browser. Many may notice at once that it is locked; it is led there once, since whatever
// sets out a second time stops the first.

/** What the box answers to whoever must unlock first. */
export const LOCKED = 423;

const AGAIN_MS = 10000;

let left = -Infinity;

/** Whether nobody has set out, or it came to nothing. */
function setsOut() {
  if (Date.now() - left < AGAIN_MS) {
    return false;
  }
  left = Date.now();
  return true;
}

/** This browser is locked. */
export function toUnlock() {
  if (setsOut()) {
    location.replace('/unlock');
  }
}

/** Locks this browser with the form that does; may be called again and again. */
export function lockBy(form) {
  if (setsOut()) {
    form.submit();
  }
}

// Whoever locks by hand is led on by the answer.
addEventListener('submit', (event) => {
  if (event.target.getAttribute('action') === '/lock') {
    setsOut();
  }
});
