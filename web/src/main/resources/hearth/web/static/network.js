// An invitation can be a file: its text goes into the field, where it can be looked at before it is sent.

const BYTES_MAX = 16384;

for (const input of document.querySelectorAll('input[data-into]')) {
  input.addEventListener('change', async () => {
    const file = input.files[0];
    if (file && file.size <= BYTES_MAX) {
      document.getElementById(input.dataset.into).value = (await file.text()).trim();
    }
  });
}
