// Menus of messages open where there is room, and their texts can be copied.

const log = document.getElementById('messages');
const MARGIN_PX = 12;
const wide = matchMedia('(min-width: 700px)');

// On narrow screens the menu lies at the bottom of the screen; on wide ones it opens to the side that has more room.
function place(menu) {
  const list = menu.querySelector('.menu-items');
  list.style.maxBlockSize = '';
  menu.classList.remove('up');
  if (!menu.open || !wide.matches || !log) {
    return;
  }
  const frame = log.getBoundingClientRect();
  const top = Math.max(frame.top, 0);
  const bottom = Math.min(frame.bottom, innerHeight);
  const button = menu.querySelector('summary').getBoundingClientRect();
  const row = menu.closest('.bubble-row').getBoundingClientRect();
  const above = row.top - top;
  const under = bottom - Math.max(row.bottom, button.bottom);
  const up = under < list.scrollHeight + MARGIN_PX && above > under;
  menu.classList.toggle('up', up);
  list.style.maxBlockSize = Math.max(160, (up ? above : under) - MARGIN_PX) + 'px';
}

document.addEventListener('toggle', (event) => {
  if (event.target.matches?.('.menu')) {
    place(event.target);
  }
}, true);

function words(message) {
  return [...message.querySelectorAll('.text')].map((part) => part.textContent).join('');
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    const label = button.querySelector('span') ?? button;
    const before = label.textContent;
    label.textContent = button.dataset.done;
    setTimeout(() => { label.textContent = before; }, 3000);
  } catch {
    // Not allowed here: the text can still be selected by hand.
  }
}

document.addEventListener('click', (event) => {
  const one = event.target.closest('[data-copy-message]');
  if (one) {
    copy(words(document.getElementById('m-' + one.dataset.copyMessage)), one);
  }
  const all = event.target.closest('#copy-selection');
  if (all) {
    const picked = [...document.querySelectorAll('.pick input:checked')].map((box) => box.closest('.message'));
    copy(picked.map((message) => message.querySelector('.who').textContent + ': ' + words(message)).join('\n'), all);
  }
});
