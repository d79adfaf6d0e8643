// Where a reader is in the open conversation.

export const log = document.getElementById('messages');
export const headers = { 'X-Hearth-Script': '1' };
// A request that nobody answers must not hold up those that come after it.
export const soon = () => ({ headers, signal: AbortSignal.timeout?.(10000) });
export const items = () => document.getElementById('items');

const NEAR_END_PX = 48;

// The log is turned round: 0 is its end, and further up is negative. On very low screens the page scrolls instead.
const pageScrolls = () => getComputedStyle(log).overflowY === 'visible';

export function atEnd() {
  if (pageScrolls()) {
    const page = document.scrollingElement;
    return page.scrollHeight - page.scrollTop - innerHeight < NEAR_END_PX;
  }
  return Math.abs(log.scrollTop) < NEAR_END_PX;
}

export function toEnd() {
  if (pageScrolls()) {
    items().lastElementChild?.scrollIntoView({ block: 'end' });
  } else {
    log.scrollTop = 0;
  }
}

// Whoever reads further up keeps the same line in the same place.
export function keepingPlace(change) {
  const top = pageScrolls() ? 0 : log.getBoundingClientRect().top;
  const anchor = [...items().querySelectorAll('[data-key]')].find((child) => child.getBoundingClientRect().bottom > top);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  change();
  if (anchor?.isConnected) {
    (pageScrolls() ? document.scrollingElement : log).scrollTop += anchor.getBoundingClientRect().top - before;
  }
}
