// Hears from the box where something changed, and keeps the chat list and other parts of the page fresh.
// Other scripts listen on the document: "hearth:chat" (detail: id of the chat, or "" for all of them). They tell
// "hearth:look" when something was looked at, and "hearth:title" (detail: the title) when the page has another name.

import { LOCKED, toUnlock } from './locked.js';

const root = document.documentElement;
let title = document.title;
let leaving = false;
const headers = { 'X-Hearth-Script': '1' };
const RETRY_MS = 15000;
const GATHER_MS = 120;
const AGAIN_MS = 2000;

function announce(chat) {
  document.dispatchEvent(new CustomEvent('hearth:chat', { detail: chat }));
}

// Several changes at once are one look.
function gathered(action) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, GATHER_MS);
  };
}

// What somebody unfolded stays unfolded.
function keepFolds(before, after) {
  const folds = [...before.querySelectorAll('details')];
  for (const fold of after?.querySelectorAll('details') ?? []) {
    fold.open = folds.find((other) => other.className === fold.className)?.open ?? fold.open;
  }
}

// The element with this id as the box has it now; null when there is none.
async function look(id, url) {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout?.(10000) });
    const parsed = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (response.status === LOCKED) {
      toUnlock();
      return null;
    }
    if (!response.ok) {
      document.getElementById('news').replaceChildren(...parsed.body.children);
      return null;
    }
    return parsed.getElementById(id);
  } catch {
    // The next connection looks again. While this one stands it was the request alone that failed, and nothing else would.
    if (root.classList.contains('live')) {
      setTimeout(() => {
        refreshList();
        refreshParts();
      }, AGAIN_MS);
    }
    return null;
  }
}

async function replace(element, url) {
  const fresh = await look(element.id, url);
  keepFolds(element, fresh);
  if (!fresh || fresh.isEqualNode(element)) {
    return;
  }
  const focused = element.contains(document.activeElement) ? document.activeElement.id : '';
  element.replaceWith(fresh);
  if (focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

// The list, and the title, which tells how much is unread also where there is no list.
const refreshList = gathered(async () => {
  const list = document.getElementById('chat-list');
  let counted;
  if (list) {
    const current = document.getElementById('messages')?.dataset.chat ?? '';
    const asked = new URLSearchParams({ current, label: list.dataset.label ?? '' });
    await replace(list, '/chats/list?' + asked);
    counted = document.getElementById('chat-list');
    document.dispatchEvent(new CustomEvent('hearth:list'));
  } else {
    counted = await look('unread', '/chats/unread');
  }
  if (counted) {
    const unread = Number(counted.dataset.unread);
    document.title = unread > 0 ? '(' + unread + ') ' + title : title;
  }
});

const refreshParts = gathered(() => {
  for (const part of document.querySelectorAll('[data-live]')) {
    replace(part, part.dataset.live);
  }
});

function rest() {
  if (document.visibilityState === 'visible') {
    setTimeout(connect, RETRY_MS);
  } else {
    document.addEventListener('visibilitychange', connect, { once: true });
  }
}

function connect() {
  const source = new EventSource('/live');
  source.addEventListener('hello', () => {
    root.classList.add('live');
    announce('');
    refreshList();
    refreshParts();
  });
  source.addEventListener('chat', (event) => {
    announce(event.data);
    refreshList();
  });
  source.addEventListener('alert', (event) => {
    document.dispatchEvent(new CustomEvent('hearth:alert', { detail: event.data }));
  });
  source.addEventListener('network', () => {
    refreshList();
    refreshParts();
  });
  source.addEventListener('locked', toUnlock);
  // Another account is looked at in this browser.
  source.addEventListener('moved', () => {
    source.close();
    if (!leaving) {
      location.assign('/chats');
    }
  });
  source.addEventListener('bye', () => {
    // Signed out: ask once more, so that the page says so.
    source.close();
    root.classList.remove('live');
    if (!leaving) {
      refreshList();
    }
  });
  // Newer pages need the place: this one hears again when somebody looks at it, or in a while.
  source.addEventListener('rest', () => {
    source.close();
    root.classList.remove('live');
    rest();
  });
  source.addEventListener('error', () => {
    root.classList.remove('live');
    if (source.readyState === EventSource.CLOSED) {
      // The box answered, but not with news. Ask why: this browser may be locked.
      refreshList();
      refreshParts();
      setTimeout(connect, RETRY_MS);
    }
  });
  addEventListener('pagehide', () => source.close());
}

// Whoever sends a form is led on by the answer, also when it signs out or chooses another account.
addEventListener('submit', (event) => {
  leaving ||= !event.defaultPrevented;
});
document.addEventListener('hearth:look', refreshList);
document.addEventListener('hearth:title', (event) => {
  title = event.detail;
  refreshList();
});
connect();
