// Where somebody was reading. In a long questionnaire the questions out of sight have a height that is only estimated (see
// assess.css), so that a browser which comes back to the page, by a reload or by going back, comes back to another question. The
// place is kept in the session's history, with the entry that it belongs to.

const STILL = 400 // ms without scrolling before a place is kept; browsers refuse when a page asks too often

/**
 * Keep the place of whoever reads. What is returned brings them back to it, where there is one to come back to.
 * @param {HTMLElement} page
 */
export function keepPlace(page) {
  const questions = /** @type {HTMLElement[]} */ ([...page.querySelectorAll('.is-long [data-practice]')])
  const [arrival] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'))
  const place = questions.length && arrival?.type !== 'navigate' ? history.state?.place : null
  if (place) history.scrollRestoration = 'manual' // until it is ours to do

  function keep() {
    const seen = questions.find((question) => question.getBoundingClientRect().bottom > 0)
    const kept = seen && scrollY ? { id: seen.id, top: seen.getBoundingClientRect().top } : null
    history.replaceState({ ...history.state, place: kept }, '')
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later
  function scrolled() {
    clearTimeout(later)
    later = setTimeout(keep, STILL)
  }

  return () => {
    const question = place ? document.getElementById(place.id) : null
    if (question) scrollBy({ top: question.getBoundingClientRect().top - place.top, behavior: 'instant' })
    history.scrollRestoration = 'auto'
    if (questions.length) addEventListener('scroll', scrolled, { passive: true })
  }
}
