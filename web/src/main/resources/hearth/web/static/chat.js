// One open conversation: new messages come in without a reload, and writing goes out without one.
// Focus never moves by itself, and whoever reads further up is left there.

import { atEnd, headers, items, keepingPlace, log, soon, toEnd } from './place.js';
import { isLatest, newest } from './stretch.js';

const below = document.getElementById('below');
const form = document.getElementById('composer');
const text = document.getElementById('text');
const replying = document.getElementById('replying');
const quote = document.getElementById('quote');
const address = '/chats/' + encodeURIComponent(log.dataset.chat);
const COUNTER_FROM = 200;
const TYPING_MS = 4000;
const KEEP_MS = 700;

let missed = 0;
let toldTyping = 0;
let keeping = 0;
let lastRead = '';
let around = items().dataset.around;

// How many are below a stretch that does not reach the end only the list knows.
function countBelow() {
  const count = document.querySelector('#c-' + CSS.escape(log.dataset.chat) + ' .count > span');
  return isLatest() ? missed : Number(count?.textContent ?? 0);
}

function showMissed() {
  const count = countBelow();
  below.hidden = count === 0 && isLatest();
  below.querySelector('span').textContent = count === 0 ? below.dataset.none
    : count === 1 ? below.dataset.one : below.dataset.many.replace('{0}', count);
}

function swap(old, fresh) {
  const focused = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (focused) {
    fresh.focus({ preventScroll: true });
  }
}

// What the box tells reaches back to its first message, or to the beginning: what is shown from there on and was not told is gone.
function dropGone(old, fresh, seen) {
  const first = fresh.querySelector('[data-key]');
  const from = fresh.querySelector('#beginning') ? 0n : first ? BigInt(first.dataset.key) : null;
  if (from === null) {
    return;
  }
  for (const shown of [...old.querySelectorAll('[data-key]')]) {
    if (BigInt(shown.dataset.key) >= from && !seen.has(shown.id)) {
      shown.remove();
    }
  }
  for (const day of [...old.querySelectorAll('.day')]) {
    if (!day.nextElementSibling || !day.nextElementSibling.matches('[data-key], .unread-mark')) {
      day.remove();
    }
  }
}

// Brings what is shown up to what the box says. Only what differs is touched, so that a screen reader hears only that.
function merge(fresh) {
  const old = items();
  const overlap = [...fresh.children].some((child) => child.id.startsWith('m-') && document.getElementById(child.id));
  const hadMessages = old.querySelector('[id^="m-"]') !== null;
  if (hadMessages && !overlap && fresh.querySelector('[id^="m-"]')) {
    old.replaceWith(fresh);
    return fresh.querySelectorAll('.theirs').length;
  }
  let added = 0;
  let previous = null;
  const seen = new Set();
  for (const child of [...fresh.children]) {
    if (child.id === 'older' || child.id === 'beginning') {
      continue;
    }
    seen.add(child.id);
    const existing = document.getElementById(child.id);
    if (existing) {
      if (existing.dataset.version !== child.dataset.version) {
        swap(existing, child);
        previous = child;
      } else {
        previous = existing;
      }
    } else {
      if (previous) {
        previous.after(child);
      } else {
        const first = [...old.children].find((it) => seen.has(it.id) || fresh.querySelector('#' + CSS.escape(it.id)));
        first && first.id !== 'older' && first.id !== 'beginning' ? first.before(child) : old.append(child);
      }
      previous = child;
      added += child.classList.contains('theirs') ? 1 : 0;
    }
  }
  // What is gone from the stretch that the box just told about is gone.
  const firstSeen = [...old.children].findIndex((it) => seen.has(it.id) && it.id.startsWith('m-'));
  if (firstSeen >= 0) {
    [...old.children].slice(firstSeen).filter((it) => !seen.has(it.id) && it.id !== 'unread-mark').forEach((it) => it.remove());
  }
  dropGone(old, fresh, seen);
  old.dataset.last = fresh.dataset.last;
  return added;
}

// Who this is with and how one stands with them changes, too. What is being typed stays.
async function refreshAround(version) {
  const label = document.getElementById('chat-list')?.dataset.label ?? '';
  const response = await fetch(address + '/around?' + new URLSearchParams({ label }), soon());
  if (!response.ok) {
    return;
  }
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('around');
  if ((fresh.dataset.writing === 'true') !== (form !== null)) {
    if (!text?.value) {
      location.reload();
    }
    return;
  }
  for (const part of [...fresh.children]) {
    const old = document.getElementById(part.id);
    if (old && !old.isEqualNode(part) && !old.contains(document.activeElement)) {
      old.replaceWith(part);
    }
  }
  const head = document.getElementById('talk-head');
  log.setAttribute('aria-label', head.dataset.log);
  document.dispatchEvent(new CustomEvent('hearth:title', { detail: head.dataset.page }));
  around = version;
}

const AGAIN_MS = 1000;
const AGAIN_MS_MAX = 15000;

let busy = false;
let again = false;
let later = 0;
let patience = AGAIN_MS;

async function refresh() {
  if (!isLatest()) {
    showMissed();
    return;
  }
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  clearTimeout(later);
  try {
    const response = await fetch(address + '/messages', soon());
    const answer = response.ok ? await response.text() : '';
    // Whoever went up meanwhile let go of the end: what the box told about it does not belong to what they see now.
    if (response.ok && isLatest()) {
      const fresh = new DOMParser().parseFromString(answer, 'text/html').getElementById('items');
      const version = fresh.dataset.around;
      const wasAtEnd = atEnd();
      let added = 0;
      if (wasAtEnd) {
        added = merge(fresh);
        toEnd();
      } else {
        keepingPlace(() => { added = merge(fresh); });
        missed += added;
        showMissed();
      }
      read();
      if (version !== around) {
        await refreshAround(version);
      }
    }
    patience = AGAIN_MS;
  } catch {
    // One request can fail while the live connection stands: nothing else would tell of what it was to bring.
    if (document.documentElement.classList.contains('live')) {
      later = setTimeout(refresh, patience);
      patience = Math.min(patience * 2, AGAIN_MS_MAX);
    }
  } finally {
    busy = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

function post(url, fields, keepalive = false) {
  const body = new URLSearchParams(fields);
  body.set('form', document.querySelector('input[name="form"]').value);
  return fetch(url, { method: 'POST', headers, body, keepalive });
}

// Read is what was shown at the end of an open page that somebody looks at.
function read() {
  const last = items().dataset.last;
  if (!last || last === lastRead || document.visibilityState !== 'visible' || !document.hasFocus() || !atEnd()) {
    return;
  }
  lastRead = last;
  missed = 0;
  showMissed();
  post(address + '/read', { 'up-to': last })
    .then(() => document.dispatchEvent(new CustomEvent('hearth:look')))
    .catch(() => { lastRead = ''; });
}

function complain(nodes) {
  document.getElementById('composer-problem').replaceChildren(...nodes);
  const wrong = nodes.length > 0;
  text.setAttribute('aria-describedby', wrong ? 'text-problem counter' : 'counter');
  wrong ? text.setAttribute('aria-invalid', 'true') : text.removeAttribute('aria-invalid');
}

let sending = null;
let more = false;

async function send() {
  const words = text.value;
  if (sending !== null) {
    // What was typed on meanwhile goes out next; the same once more does not.
    more ||= words !== sending;
    return;
  }
  sending = words;
  clearTimeout(keeping);
  keeping = 0;
  const button = form.querySelector('.send');
  button.disabled = true;
  try {
    const waits = [];
    document.dispatchEvent(new CustomEvent('hearth:send', { detail: waits }));
    const ready = (await Promise.all(waits)).every((it) => it);
    const files = document.getElementById('files').value;
    if (ready && (words.trim() !== '' || files !== '')) {
      await deliver(words, files);
    }
  } catch {
    const problem = document.createElement('div');
    problem.id = 'text-problem';
    problem.className = 'problem';
    problem.textContent = '▲ ' + form.dataset.unreachable;
    complain([problem]);
  } finally {
    sending = null;
    button.disabled = false;
    text.focus({ preventScroll: true });
  }
  if (more) {
    more = false;
    send();
  }
}

async function deliver(words, files) {
  // Goes on although the page is closed meanwhile.
  const response = await post(address + '/send', { text: words, quote: quote.value, files }, true);
  if (!response.ok) {
    const parsed = new DOMParser().parseFromString(await response.text(), 'text/html');
    complain([...parsed.body.children]);
    return;
  }
  document.dispatchEvent(new CustomEvent('hearth:sent'));
  answer('', '', '');
  // Somebody quick may have typed on meanwhile: only what went out is taken away.
  text.value = text.value.startsWith(words) ? text.value.slice(words.length) : text.value;
  complain([]);
  count();
  showSent().catch(() => {});
}

// The next one may go out while this page still looks what became of the last.
async function showSent() {
  if (isLatest()) {
    toEnd();
    await refresh();
  } else {
    await newest();
  }
  toEnd();
}

// Whoever opens the chat in another browser goes on where this one stopped.
function keep() {
  clearTimeout(keeping);
  keeping = 0;
  post(address + '/draft', { text: text.value, quote: quote.value }, true).catch(() => {});
}

function keepSoon() {
  clearTimeout(keeping);
  keeping = setTimeout(keep, KEEP_MS);
}

// The box decides who hears of it, and when it is over.
function tellTyping() {
  const something = text.value !== '';
  const now = Date.now();
  if (form.dataset.typing === 'true' && (now - toldTyping > TYPING_MS || !something)) {
    toldTyping = something ? now : 0;
    post(address + '/typing', something ? { something: 'yes' } : {}).catch(() => {});
  }
}

// Which message the words in the writing field answer: none if the id is empty.
function answer(id, who, words) {
  quote.value = id;
  document.getElementById('replying-who').textContent = id ? replying.dataset.to.replace('{0}', who) : '';
  document.getElementById('replying-text').textContent = words;
  replying.hidden = id === '';
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll('.menu[open]')) {
    if (menu !== except) {
      menu.open = false;
    }
  }
}

// A message that is on the page is gone to without a reload.
function jump(link) {
  const there = document.getElementById(new URL(link.href).hash.slice(1));
  if (!there) {
    return false;
  }
  location.replace('#' + there.id);
  there.focus({ preventScroll: true });
  there.scrollIntoView({ block: 'center' });
  return true;
}

function count() {
  const counter = document.getElementById('counter');
  const left = Number(text.dataset.max) - [...text.value].length;
  counter.textContent = left > COUNTER_FROM ? ''
    : left >= 0 ? counter.dataset.left.replace('{0}', left)
    : counter.dataset.over.replace('{0}', -left);
  counter.classList.toggle('over', left < 0);
}

function grow() {
  if (!CSS.supports('field-sizing', 'content')) {
    text.style.height = 'auto';
    text.style.height = text.scrollHeight + 2 + 'px';
  }
}

function step(event) {
  const messages = [...items().querySelectorAll('.message')];
  if (messages.length === 0) {
    return;
  }
  const at = messages.indexOf(document.activeElement.closest('.message'));
  const inside = at >= 0 && messages[at] !== document.activeElement; // on a button or link of a message: up is the message itself
  const next = { ArrowUp: at < 0 ? messages.length - 1 : inside ? at : at - 1, ArrowDown: at < 0 ? messages.length - 1 : at + 1, Home: 0, End: messages.length - 1 }[event.key];
  if (next !== undefined && messages[next] && (event.target === log || at >= 0)) {
    event.preventDefault();
    messages[next].focus();
    messages[next].scrollIntoView({ block: 'nearest' });
  }
}

if (form) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  text.addEventListener('input', () => {
    tellTyping();
    keepSoon();
    count();
    grow();
  });
  text.addEventListener('keydown', (event) => {
    // In an empty field, what was written last comes back to be changed and sent anew.
    if (event.key === 'ArrowUp' && text.value === '') {
      const last = [...items().querySelectorAll('.message.mine')].filter((it) => it.querySelector('.text')).pop();
      if (last) {
        event.preventDefault();
        text.value = [...last.querySelectorAll('.text')].map((part) => part.textContent).join('');
        text.dispatchEvent(new Event('input', { bubbles: true }));
      }
      return;
    }
    const fine = matchMedia('(hover: hover) and (pointer: fine)').matches;
    const enter = event.key === 'Enter' && !event.isComposing;
    const wanted = event.ctrlKey || event.metaKey || (form.dataset.enter === 'true' && fine && !event.shiftKey);
    if (enter && wanted) {
      event.preventDefault();
      send();
    }
  });
  count();
}

log.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    const menu = event.target.closest('.menu[open]');
    closeMenus(null);
    menu ? menu.querySelector('summary').focus() : text?.focus();
  } else {
    step(event);
  }
});

document.addEventListener('click', (event) => {
  closeMenus(event.target.closest('.menu'));
  const reply = event.target.closest('[data-reply]');
  if (reply && form) {
    event.preventDefault();
    const message = reply.closest('.message');
    closeMenus(null);
    answer(reply.dataset.reply, message.querySelector('.who').textContent, message.querySelector('.text, .note')?.textContent ?? '');
    text.focus();
  }
  const link = event.target.closest('a.quote-text');
  if (link && jump(link)) {
    event.preventDefault();
  }
});
document.getElementById('replying-end')?.addEventListener('click', (event) => {
  event.preventDefault();
  answer('', '', '');
  text.focus();
});

// What is done with a message needs no reload; what there is to say about it comes back as a notice.
async function quietly(form, button) {
  const fields = new FormData(form);
  if (button?.name) {
    fields.set(button.name, button.value);
  }
  const response = await post(form.action, fields);
  if (response.status === 200) {
    const parsed = new DOMParser().parseFromString(await response.text(), 'text/html');
    document.getElementById('news').replaceChildren(...parsed.body.children);
  }
}

log.addEventListener('submit', (event) => {
  if (event.target.matches('[data-quiet]')) {
    event.preventDefault();
    const message = event.target.closest('.message');
    const places = [message?.id, message?.nextElementSibling?.id, message?.previousElementSibling?.id];
    closeMenus(null);
    quietly(event.target, event.submitter).then(refresh, refresh).then(() => {
      // Whoever did it with the keyboard goes on at the same message, which is drawn anew by now, or beside it.
      if (document.activeElement === document.body) {
        places.map((id) => id && document.getElementById(id)).find((it) => it?.matches('.message'))?.focus({ preventScroll: true });
      }
    });
  }
});

below.addEventListener('click', async () => {
  missed = 0;
  if (!isLatest()) {
    try {
      await newest();
    } catch {
      location.href = address;
      return;
    }
  }
  showMissed();
  toEnd();
  items().querySelector('.message:last-of-type')?.focus({ preventScroll: true });
  read();
});

log.addEventListener('scroll', () => {
  if (atEnd()) {
    read();
  }
}, { passive: true });
addEventListener('focus', read);
function keepNow() {
  if (keeping) {
    keep();
  }
}

addEventListener('pagehide', keepNow);
// Other forms may add to what stands in the writing field.
addEventListener('submit', keepNow);
document.addEventListener('visibilitychange', read);
let reached = isLatest();
document.addEventListener('hearth:stretch', () => {
  showMissed();
  read();
  // What came while the last part was on its way nobody told this page.
  if (isLatest() && !reached) {
    refresh();
  }
  reached = isLatest();
});
document.addEventListener('hearth:list', showMissed);
showMissed();
document.addEventListener('hearth:chat', (event) => {
  if (event.detail === '' || event.detail === log.dataset.chat) {
    refresh();
  }
});
read();
// What changed since the page was made was told before this script was there to hear it.
if (document.documentElement.classList.contains('live')) {
  refresh();
}
