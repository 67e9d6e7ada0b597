// On paper a field would show as much of a long text as it has room for. So what stands in a field is put beside it before the
// page is printed, as text that runs over lines and pages; the style sheet shows it there in the field's place.

/** @import { Part } from './types.d.ts' */

/** @param {HTMLFormElement} form */
export function readyForPaper(form) {
  addEventListener('beforeprint', () => {
    for (const field of /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (form.querySelectorAll('label > :is(input:not([type="radio"]), textarea)'))) {
      field.parentElement?.toggleAttribute('data-typed', Boolean(field.value))
      if (field.value) field.parentElement?.setAttribute('data-typed', field.value)
    }
  })
}

/**
 * What stands on each page of a result on paper, in browsers that put something into a page's margins: whose it is, and where it
 * came from.
 * @param {HTMLElement} page
 * @param {string} address
 */
export function readyForMargins(page, address) {
  const { style } = document.documentElement
  addEventListener('beforeprint', () => {
    const running = page.querySelector('[data-running]')?.getAttribute('data-running')
    style.setProperty('--cx-running', JSON.stringify(running ?? ''))
    style.setProperty('--cx-address', JSON.stringify(address))
  })
}

/**
 * Print a part of the result alone.
 * @param {Part} part
 */
export function printPart(part) {
  const root = document.documentElement
  addEventListener('afterprint', () => delete root.dataset.printing, { once: true })
  root.dataset.printing = part
  print()
}
