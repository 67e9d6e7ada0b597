// Puts the report on the page. It computes nothing: data and HTML come from the scorer.

export function openReport(page, words) {
  const slot = page.querySelector('[data-report-slot]')
  const status = page.querySelector('[data-report-status]')
  return {
    get shown() {
      return Boolean(slot.querySelector('[data-report]'))
    },
    say(key, values) {
      status.textContent = key ? words(key, values) : ''
    },
    show(html) {
      // The HTML is made by cxcore.render, which escapes every text; the page's policy forbids scripts in it besides.
      slot.innerHTML = html
      status.textContent = words('report.done')
      performance.mark('cx:scored')
    },
    empty() {
      const text = document.createElement('p')
      text.textContent = words('report.empty')
      slot.replaceChildren(text)
      status.textContent = ''
    },
    focus() {
      const heading = page.querySelector('#heading-report')
      heading.focus({ preventScroll: true })
      heading.closest('section').scrollIntoView()
    },
  }
}
