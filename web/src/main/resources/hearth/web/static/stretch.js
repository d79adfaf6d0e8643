// The page holds a stretch of the conversation, however long that is: what comes near is fetched, what is far is let go.

import { items, keepingPlace, log, soon, toEnd } from './place.js';

const MESSAGES_MAX = 240;
const NEAR = '600px 0px';
const address = '/chats/' + encodeURIComponent(log.dataset.chat);

const messages = () => items().querySelectorAll('[data-key]');

export const isLatest = () => log.dataset.latest === 'true';

function way(id, name, key) {
  const line = document.createElement('p');
  line.id = id;
  line.className = id;
  const link = document.createElement('a');
  link.className = 'button quiet';
  link.href = address + '?' + name + '=' + key;
  link.dataset.part = address + '/messages?' + name + '=' + key;
  link.textContent = log.dataset[id];
  line.append(link);
  return line;
}

function isDay(element) {
  return element?.classList.contains('day');
}

// Two stretches that meet have the day between them once.
function dropDouble(first, second) {
  const days = (children) => children.filter(isDay);
  const last = days(first).pop();
  const next = days(second)[0];
  if (last && next && last.textContent === next.textContent) {
    next.remove();
  }
}

function dropNewest() {
  const all = [...messages()];
  if (all.length <= MESSAGES_MAX) {
    return;
  }
  const last = all[MESSAGES_MAX - 1];
  while (last.nextElementSibling) {
    last.nextElementSibling.remove();
  }
  items().append(way('newer', 'after', last.dataset.key));
  items().dataset.last = last.dataset.key;
  log.dataset.latest = 'false';
}

function dropOldest() {
  const all = [...messages()];
  if (all.length <= MESSAGES_MAX) {
    return;
  }
  const first = all[all.length - MESSAGES_MAX];
  let day = null;
  while (first.previousElementSibling) {
    if (isDay(first.previousElementSibling) && !day) {
      day = first.previousElementSibling;
    }
    first.previousElementSibling.remove();
  }
  if (day) {
    items().prepend(day);
  }
  items().prepend(way('older', 'before', first.dataset.key));
}

function before(fresh) {
  const added = [...fresh.children].filter((child) => child.id !== 'newer' && child.id !== 'writing');
  keepingPlace(() => {
    document.getElementById('older')?.remove();
    dropDouble(added, [...items().children]);
    items().prepend(...added);
    dropNewest();
  });
}

function after(fresh) {
  const added = [...fresh.children].filter((child) => child.id !== 'older' && child.id !== 'beginning');
  keepingPlace(() => {
    document.getElementById('newer')?.remove();
    dropDouble([...items().children], added);
    items().append(...added.filter((child) => child.isConnected || child.parentElement === fresh));
    items().dataset.last = fresh.dataset.last || items().dataset.last;
    log.dataset.latest = fresh.dataset.latest;
    dropOldest();
  });
}

async function fetched(url) {
  const response = await fetch(url, soon());
  if (!response.ok) {
    throw new Error(String(response.status));
  }
  return new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('items');
}

let busy = false;

async function load(link) {
  if (busy) {
    return;
  }
  busy = true;
  try {
    const fresh = await fetched(link.dataset.part);
    if (link.isConnected) {
      link.parentElement.id === 'older' ? before(fresh) : after(fresh);
      document.dispatchEvent(new CustomEvent('hearth:stretch'));
    }
  } finally {
    busy = false;
    watch();
  }
}

// Shows the newest messages in place of those that are shown.
export async function newest() {
  const fresh = await fetched(address + '/messages');
  items().replaceWith(fresh);
  log.dataset.latest = fresh.dataset.latest;
  toEnd();
  watch();
  document.dispatchEvent(new CustomEvent('hearth:stretch'));
}

const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const link = entry.target.querySelector('[data-part]');
    if (entry.isIntersecting && link) {
      load(link).catch(() => {
        // Out of reach: the link is still there to be pressed.
      });
    }
  }
}, { root: log, rootMargin: NEAR });

function watch() {
  near.disconnect();
  for (const id of ['older', 'newer']) {
    const line = document.getElementById(id);
    if (line && !document.getElementById('selection')) {
      near.observe(line);
    }
  }
}

log.addEventListener('click', (event) => {
  const link = event.target.closest('[data-part]');
  if (link && !document.getElementById('selection')) {
    event.preventDefault();
    const first = messages()[0];
    load(link).then(() => first?.focus({ preventScroll: true })).catch(() => { location.href = link.href; });
  }
});

// A message that the address names is where the page begins, and the browser has scrolled there by now.
requestAnimationFrame(watch);
