// On paper a field would show as much of a long text as it has room for. So what stands in a field is put beside it before the
// page is printed, as text that runs over lines and pages; the style sheet shows it there in the field's place.

/** @param {HTMLFormElement} form */
export function readyForPaper(form) {
  addEventListener('beforeprint', () => {
    for (const field of /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (form.querySelectorAll('label > :is(input:not([type="radio"]), textarea)'))) {
      field.parentElement?.toggleAttribute('data-typed', Boolean(field.value))
      if (field.value) field.parentElement?.setAttribute('data-typed', field.value)
    }
  })
}

/** Print the open tab of the result alone. */
export function printTab() {
  const root = document.documentElement
  addEventListener('afterprint', () => delete root.dataset.printing, { once: true })
  root.dataset.printing = 'tab'
  print()
}
