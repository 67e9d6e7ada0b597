// Where somebody was reading. In a long questionnaire the questions out of sight have a height that is only estimated (see
// assess.css), and a result is there some time after its page, so that a browser which comes back to the page, by a reload or by going
// back, comes back to another place. The place is kept in the session's history, with the entry that it belongs to.

const STILL = 400 // ms without scrolling before a place is kept; browsers refuse when a page asks too often
const READ = 160 // px from the top of the window; a heading that stands higher has been reached

/**
 * Keep the place of whoever reads. What is returned brings them back to it, where there is one to come back to.
 * @param {HTMLElement} page
 */
export function keepPlace(page) {
  const questions = /** @type {HTMLElement[]} */ ([...page.querySelectorAll('.is-long [data-practice]')])
  const parts = () => /** @type {HTMLElement[]} */ ([...page.querySelectorAll('[data-panel]:not([hidden]) :is(h3, h4)')])
  const [arrival] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'))
  const place = arrival?.type !== 'navigate' ? history.state?.place : null
  let awaited = place?.part !== undefined && place.hash === location.hash // it stands in a result, which is still to come
  if (place?.id) history.scrollRestoration = 'manual' // until it is ours to do

  /** @param {HTMLElement | null | undefined} element */
  const back = (element) => element && scrollBy({ top: element.getBoundingClientRect().top - place.top, behavior: 'instant' })

  function noted() {
    const seen = questions.find((question) => question.getBoundingClientRect().bottom > 0)
    const all = seen ? [] : parts()
    const part = all.findLastIndex((each) => each.getBoundingClientRect().top < READ)
    const top = (seen ?? all[part])?.getBoundingClientRect().top
    const kept = !scrollY || top === undefined ? null : seen ? { id: seen.id, top } : { hash: location.hash, part, top }
    history.replaceState({ ...history.state, place: kept }, '')
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later
  function scrolled() {
    clearTimeout(later)
    if (!awaited) later = setTimeout(noted, STILL)
  }

  return {
    /** In the questionnaire, once it can be used. */
    inForm() {
      if (place?.id) back(document.getElementById(place.id))
    },

    /** @param {boolean} attended whether its reader is still where it was waited for */
    inResult(attended) {
      if (!awaited) return
      awaited = false
      if (attended) back(parts()[place.part])
    },

    keep() {
      history.scrollRestoration = 'auto'
      addEventListener('scroll', scrolled, { passive: true })
    },
  }
}
