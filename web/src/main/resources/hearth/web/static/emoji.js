// Emojis: a table to choose from, for the writing field and for reactions; and while typing, suggestions of emojis for ":name"
// and of people for "@name".

const text = document.getElementById('text');
const picker = document.getElementById('emoji-picker');
const grid = picker?.querySelector('.emoji-grid');
const search = picker?.querySelector('input');
const button = document.getElementById('emoji-button');
const hints = document.getElementById('emoji-hints');
const FOUND_MAX = 60;
const HINTS_MAX = 6;
const MENTION = /(?:^|\s)@([\p{L}\p{N} ]{0,40})$/u;
const HINT = /(?:^|\s):([\p{L}\p{N}_+-]{2,30})$/u;

let table = null;
let target = null;

async function load() {
  table ??= fetch('/emoji/' + picker.dataset.language).then((response) => {
    if (!response.ok) {
      throw new Error(String(response.status));
    }
    return response.text();
  }).then((lines) => lines.trimEnd().split('\n').map((line) => {
    const [group, emoji, name, more] = line.split('\t');
    return { group, emoji, name, words: (name + ', ' + more).toLowerCase() };
  })).catch((failure) => {
    table = null;
    throw failure;
  });
  return table;
}

// Names that begin with what is typed come before those that have it somewhere.
function find(all, words, max) {
  const wanted = words.toLowerCase().split(/[\s_]+/).filter((word) => word);
  const fits = all.filter((it) => wanted.every((word) => it.words.includes(word)));
  const rank = (it) => (it.name.toLowerCase().startsWith(wanted[0]) ? 0 : it.words.split(/[\s,:-]+/).includes(wanted[0]) ? 1 : 2);
  return fits.map((it, at) => ({ it, at })).sort((a, b) => rank(a.it) - rank(b.it) || a.at - b.at).slice(0, max).map(({ it }) => it);
}

function cell(it) {
  const one = document.createElement('button');
  one.type = 'button';
  one.className = 'emoji-button';
  one.textContent = it.emoji;
  one.setAttribute('aria-label', it.name);
  one.title = it.name;
  one.tabIndex = -1;
  return one;
}

function show(all) {
  const words = search.value.trim();
  const found = words ? find(all, words, FOUND_MAX) : all;
  grid.replaceChildren();
  let group = null;
  for (const it of found) {
    if (!words && it.group !== group) {
      group = it.group;
      const title = document.createElement('h3');
      title.textContent = group;
      grid.append(title);
    }
    grid.append(cell(it));
  }
  if (found.length === 0) {
    grid.textContent = picker.dataset.none;
  }
  const first = grid.querySelector('button');
  if (first) {
    first.tabIndex = 0;
  }
}

async function look() {
  try {
    show(await load());
  } catch {
    grid.textContent = picker.dataset.unreachable;
  }
}

// Whoever types faster than the table comes gets what they typed all the same.
async function onceShown(action) {
  try {
    await load();
  } catch {
    return; // The picker says so.
  }
  const first = grid.querySelector('button');
  if (first && !picker.hidden) {
    action(first);
  }
}

async function open(forWhat) {
  target = forWhat;
  picker.hidden = false;
  button?.setAttribute('aria-expanded', 'true');
  search.value = '';
  search.focus();
  await look();
}

function close() {
  picker.hidden = true;
  button?.setAttribute('aria-expanded', 'false');
  target?.back?.focus();
  target = null;
}

function insert(emoji, from = text.selectionStart) {
  text.setRangeText(emoji, from, text.selectionEnd, 'end');
  text.dispatchEvent(new Event('input', { bubbles: true }));
  text.focus();
}

function react(message, emoji) {
  const form = document.querySelector('#m-' + CSS.escape(message) + ' form.quick');
  const choice = document.createElement('button');
  choice.name = 'emoji';
  choice.value = emoji;
  choice.hidden = true;
  form.append(choice);
  form.requestSubmit(choice);
  choice.remove();
}

// Left and right go through the emojis, up and down by lines.
function step(event) {
  const all = [...grid.querySelectorAll('button')];
  const at = all.indexOf(document.activeElement);
  if (at < 0) {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onceShown((first) => first.focus());
    }
    return;
  }
  const right = getComputedStyle(grid).direction === 'rtl' ? -1 : 1;
  const here = all[at].getBoundingClientRect();
  const line = (down) => {
    const lines = (down ? all.slice(at + 1) : all.slice(0, at).reverse())
      .filter((it) => Math.abs(it.getBoundingClientRect().top - here.top) > 4);
    const top = lines[0]?.getBoundingClientRect().top;
    return lines.filter((it) => Math.abs(it.getBoundingClientRect().top - top) < 4)
      .sort((a, b) => Math.abs(a.getBoundingClientRect().left - here.left) - Math.abs(b.getBoundingClientRect().left - here.left))[0];
  };
  const next = { ArrowRight: () => all[at + right], ArrowLeft: () => all[at - right], ArrowDown: () => line(true), ArrowUp: () => line(false) ?? search, Home: () => all[0], End: () => all[all.length - 1] }[event.key];
  if (next) {
    event.preventDefault();
    const to = next();
    if (to) {
      all[at].tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    }
  }
}

if (picker && text) {
  button.addEventListener('click', () => (picker.hidden ? open({ back: button }) : close()));
  picker.querySelector('.emoji-close').addEventListener('click', close);
  search.addEventListener('input', look);
  picker.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (event.key === 'Enter' && event.target === search) {
      event.preventDefault();
      onceShown((first) => first.click());
    } else {
      step(event);
    }
  });
  grid.addEventListener('click', (event) => {
    const chosen = event.target.closest('button');
    if (!chosen) {
      return;
    }
    const message = target?.message;
    close();
    message ? react(message, chosen.textContent) : insert(chosen.textContent);
  });
  document.addEventListener('click', (event) => {
    const more = event.target.closest('[data-react]');
    if (more) {
      event.preventDefault();
      const menu = more.closest('.menu');
      menu.open = false;
      open({ message: more.dataset.react, back: menu.querySelector('summary') });
    } else if (!picker.hidden && !event.target.closest('#emoji-picker, #emoji-button')) {
      target = null;
      close();
    }
  });
}

// ":name" while typing offers emojis: Tab or Enter takes the chosen one, Escape none.
let hinted = null;

function hide() {
  if (hints && !hints.hidden) {
    hints.hidden = true;
    hints.replaceChildren();
    text.removeAttribute('aria-activedescendant');
    text.removeAttribute('aria-controls');
  }
  hinted = null;
}

function choose(at) {
  const all = [...hints.children];
  hinted.at = (at + all.length) % all.length;
  all.forEach((it, index) => it.setAttribute('aria-selected', String(index === hinted.at)));
  text.setAttribute('aria-activedescendant', all[hinted.at].id);
}

function take(emoji) {
  const from = hinted.from;
  hide();
  insert(emoji, from);
}

// Whom the chat has to mention.
function people(beginning) {
  return (text.dataset.people ?? '').split('\n')
    .filter((name) => name && name.toLowerCase().startsWith(beginning.toLowerCase()) && name !== beginning)
    .slice(0, HINTS_MAX)
    .map((name) => ({ emoji: '@' + name + ' ', name: '' }));
}

async function offer() {
  const typed = text.value.slice(0, text.selectionStart);
  const person = MENTION.exec(typed)?.[1];
  const name = person ?? HINT.exec(typed)?.[1];
  if (name === undefined || text.selectionStart !== text.selectionEnd) {
    hide();
    return;
  }
  let found = [];
  try {
    found = person !== undefined ? people(person) : find(await load(), name, HINTS_MAX);
  } catch {
    // Out of reach: no suggestions.
  }
  if (found.length === 0 || text.value.slice(0, text.selectionStart) !== typed) {
    hide();
    return;
  }
  hinted = { from: typed.length - name.length - 1, at: 0 };
  hints.replaceChildren(...found.map((it, at) => {
    const line = document.createElement('li');
    line.id = 'emoji-hint-' + at;
    line.setAttribute('role', 'option');
    line.dataset.emoji = it.emoji;
    line.textContent = (it.emoji + ' ' + it.name).trim();
    return line;
  }));
  hints.hidden = false;
  text.setAttribute('aria-controls', hints.id);
  choose(0);
}

if (hints && text) {
  text.addEventListener('input', offer);
  text.addEventListener('blur', () => setTimeout(hide, 150));
  // Before the keys that send.
  text.addEventListener('keydown', (event) => {
    if (!hinted) {
      return;
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      choose(hinted.at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      take(hints.children[hinted.at].dataset.emoji);
    } else if (event.key === 'Escape') {
      hide();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  hints.addEventListener('mousedown', (event) => {
    const line = event.target.closest('li');
    if (line) {
      event.preventDefault();
      take(line.dataset.emoji);
    }
  });
}
