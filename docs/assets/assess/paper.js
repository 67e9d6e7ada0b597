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

const NUMBER = 'counter(page) " / " counter(pages)'

/**
 * What stands on each page of a result on paper: whose it is, where it came from, and the page's number. As the title of the document
 * it stands in the margins of browsers that put in nothing else, and names the file where the paper is one.
 * @param {HTMLElement} page
 * @param {string} address
 * @param {() => string} [day] of a result that has none itself
 */
export function readyForMargins(page, address, day) {
  const { style } = document.documentElement
  const { title } = document
  addEventListener('beforeprint', () => {
    const whose = page.querySelector('[data-running]')?.getAttribute('data-running')
    if (!whose) return
    const running = day ? `${whose} · ${day()}` : whose
    const said = { '--cx-running': JSON.stringify(running), '--cx-address': JSON.stringify(address), '--cx-number': NUMBER }
    for (const [name, value] of Object.entries(said)) style.setProperty(name, value)
    document.title = running
    const clear = () => {
      for (const name of Object.keys(said)) style.removeProperty(name)
      document.title = title
    }
    addEventListener('afterprint', clear, { once: true })
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
