// Files in the writing field: chosen, pasted, dropped or recorded, one after the other to the box, which keeps them there
// until they are sent. What is too long is said before anything is sent.

const form = document.getElementById('composer');
const text = document.getElementById('text');
const state = document.getElementById('attach-state');
const bar = document.getElementById('attach-progress');
const cancel = document.getElementById('attach-cancel');
const log = document.getElementById('messages');
const record = document.getElementById('record');
const headers = { 'X-Hearth-Script': '1' };
const LEAST_VOICE_MS = 1000;
const LINK_PAUSE_MS = 900;
const SOUNDS = ['audio/mp4;codecs=mp4a.40.2', 'audio/mp4', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];

let running = null;
let recorder = null;
let failed = false;
const waiting = [];
/** Who waits until nothing is on its way to the box any more. */
let atRest = [];

const address = form && '/chats/' + encodeURIComponent(log.dataset.chat);
const staged = () => document.getElementById('staged');
const token = () => document.querySelector('input[name="form"]').value;

function say(words) {
  state.textContent = words;
  state.classList.remove('problem');
}

function complain(words) {
  say('▲ ' + words);
  state.classList.add('problem');
}

// The field may stay empty as long as there is a file to send.
function relax() {
  text.required = document.getElementById('files').value === '';
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('staged');
  if (fresh && !fresh.isEqualNode(staged())) {
    const focused = staged().contains(document.activeElement);
    staged().replaceWith(fresh);
    if (focused) {
      text.focus({ preventScroll: true });
    }
  }
  relax();
}

async function refresh() {
  if (running || staged().contains(document.activeElement)) {
    return;
  }
  try {
    const response = await fetch(address + '/staged', { headers });
    if (response.ok) {
      show(await response.text());
    }
  } catch {
    // Out of reach: the live connection tells when it is back.
  }
}

function tooLong(file) {
  const data = staged().dataset;
  const max = Number(file.type.startsWith('image/') ? data.pictureMax : data.max);
  return file.size > max;
}

function add(files, extra = {}) {
  for (const file of files) {
    if (tooLong(file)) {
      complain(state.dataset.tooLarge.replace('{0}', file.name));
    } else {
      waiting.push({ file, extra });
    }
  }
  next();
}

function next() {
  const job = waiting.shift();
  bar.hidden = cancel.hidden = !job;
  if (!job) {
    const ready = atRest;
    atRest = [];
    ready.forEach((go) => go());
    return;
  }
  if (running) {
    waiting.unshift(job);
    bar.hidden = cancel.hidden = false;
    return;
  }
  const body = new FormData();
  body.append('form', token());
  for (const [name, value] of Object.entries(job.extra)) {
    body.append(name, value);
  }
  body.append('file', job.file, job.file.name);
  running = new XMLHttpRequest();
  running.open('POST', address + '/attach');
  running.setRequestHeader('X-Hearth-Script', '1');
  running.upload.addEventListener('progress', (event) => {
    bar.value = event.lengthComputable ? Math.round(100 * event.loaded / event.total) : 0;
  });
  running.addEventListener('loadend', () => finish(job));
  say(state.dataset.sending.replace('{0}', job.file.name));
  bar.value = 0;
  running.send(body);
}

// Words go out with the files that were chosen for them: whoever sends while some are on their way waits for those, and a
// recording ends. What could not be taken or was cancelled holds the words back: nobody sends them without it unawares.
async function filesReady() {
  if (recorder) {
    const ending = recorder;
    await new Promise((go) => {
      ending.addEventListener('stop', go, { once: true });
      ending.stop();
    });
  }
  if (!running && waiting.length === 0) {
    return true;
  }
  failed = false;
  await new Promise((go) => atRest.push(go));
  return !failed;
}

function finish() {
  const done = running;
  running = null;
  if (done.status === 200) {
    show(done.responseText);
    if (!state.classList.contains('problem')) {
      say('');
    }
  } else if (done.status >= 400) {
    failed = true;
    const problem = new DOMParser().parseFromString(done.responseText, 'text/html').body;
    complain(problem.textContent.replace('▲', '').trim());
  } else if (!done.cancelled) {
    failed = true;
    complain(state.dataset.unreachable);
  } else {
    failed = true;
    say('');
  }
  next();
}

async function takeOut(id) {
  const body = new URLSearchParams({ form: token(), file: id });
  const response = await fetch(address + '/unstage', { method: 'POST', headers, body });
  if (response.ok) {
    show(await response.text());
  }
  text.focus({ preventScroll: true });
}

function choose(attributes, extra) {
  const input = document.createElement('input');
  input.type = 'file';
  Object.assign(input, attributes);
  if (attributes.capture) {
    input.setAttribute('capture', attributes.capture);
  }
  input.addEventListener('change', () => add([...input.files], extra));
  input.click();
}

// Without a secure context browsers give no microphone; the device's own recorder does.
async function startRecording() {
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) {
    choose({ accept: 'audio/*', capture: 'user' }, { voice: 'yes' });
    return;
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    complain(state.dataset.noMicrophone);
    return;
  }
  const type = SOUNDS.find((it) => MediaRecorder.isTypeSupported(it)) ?? '';
  const pieces = [];
  const began = performance.now();
  recorder = new MediaRecorder(stream, type ? { mimeType: type, audioBitsPerSecond: 32000 } : {});
  const clock = setInterval(tick, 250);
  function tick() {
    const seconds = Math.floor((performance.now() - began) / 1000);
    say(state.dataset.recording.replace('{0}', Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0')));
    if (seconds >= Number(staged().dataset.voiceMax)) {
      recorder?.stop();
    }
  }
  recorder.addEventListener('dataavailable', (event) => pieces.push(event.data));
  recorder.addEventListener('stop', () => {
    clearInterval(clock);
    stream.getTracks().forEach((track) => track.stop());
    const kind = (recorder.mimeType || type || 'audio/webm').split(';')[0];
    recorder = null;
    showRecording(false);
    say('');
    const lasted = performance.now() - began;
    if (lasted >= LEAST_VOICE_MS) {
      const ending = kind.split('/')[1];
      add([new File(pieces, 'voice.' + ending, { type: kind })], { voice: 'yes', seconds: Math.round(lasted / 1000) });
    }
  });
  recorder.start(1000);
  showRecording(true);
  tick();
}

function showRecording(on) {
  const label = on ? record.dataset.stop : record.dataset.start;
  record.setAttribute('aria-label', label);
  record.title = label;
  record.classList.toggle('recording', on);
  record.setAttribute('aria-pressed', String(on));
}

// The box looks at the first address in the text, if the member wants that. What was taken out stays out.
let looked = '';
let looking = 0;

function lookAtLink() {
  const link = text.value.match(/https:\/\/[^\s<>"]+/i)?.[0] ?? '';
  clearTimeout(looking);
  if (staged().dataset.links !== 'true' || link === '' || link === looked) {
    return;
  }
  looking = setTimeout(async () => {
    looked = link;
    try {
      const body = new URLSearchParams({ form: token(), text: text.value });
      const response = await fetch(address + '/link', { method: 'POST', headers, body });
      if (response.ok && text.value.includes(link)) {
        show(await response.text());
      }
    } catch {
      // Then there is no preview.
    }
  }, LINK_PAUSE_MS);
}

const filesOf = (transfer) => [...(transfer?.files ?? [])];

if (form) {
  document.getElementById('attach').addEventListener('click', (event) => {
    event.preventDefault();
    choose({ multiple: true }, {});
  });
  record.addEventListener('click', () => recorder ? recorder.stop() : startRecording());
  cancel.addEventListener('click', () => {
    waiting.length = 0;
    if (running) {
      running.cancelled = true;
      running.abort();
    }
    text.focus({ preventScroll: true });
  });
  form.addEventListener('click', (event) => {
    const button = event.target.closest('[data-unstage]');
    if (button) {
      event.preventDefault();
      takeOut(button.dataset.unstage).catch(() => complain(state.dataset.unreachable));
    }
  });
  text.addEventListener('paste', (event) => {
    const files = filesOf(event.clipboardData);
    if (files.length > 0) {
      event.preventDefault();
      add(files);
    }
  });
  text.addEventListener('input', lookAtLink);
  const talk = form.closest('.talk');
  talk.addEventListener('dragover', (event) => {
    if ([...event.dataTransfer.types].includes('Files')) {
      event.preventDefault();
      talk.classList.add('dropping');
    }
  });
  talk.addEventListener('dragleave', (event) => {
    if (!talk.contains(event.relatedTarget)) {
      talk.classList.remove('dropping');
    }
  });
  talk.addEventListener('drop', (event) => {
    talk.classList.remove('dropping');
    const files = filesOf(event.dataTransfer);
    if (files.length > 0) {
      event.preventDefault();
      add(files);
    }
  });
  talk.dataset.drop = state.dataset.drop;
  document.addEventListener('hearth:send', (event) => event.detail.push(filesReady()));
  document.addEventListener('hearth:sent', () => {
    looked = '';
    refresh();
  });
  document.addEventListener('hearth:chat', (event) => {
    if (event.detail === '' || event.detail === log.dataset.chat) {
      refresh();
    }
  });
  relax();
}

// One sound at a time.
document.addEventListener('play', (event) => {
  for (const player of document.querySelectorAll('audio, video')) {
    if (player !== event.target) {
      player.pause();
    }
  }
}, true);
