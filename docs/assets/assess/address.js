// Which assessment a questionnaire's page is of, so that a page which is loaded anew, or gone back to, opens the same one. The entry of
// the browser's history keeps it. A link names it behind the #, of which no server learns, and from where it is taken at once: what an
// address goes on to say behind the # is the place on the page.

const KEY = 'assessment'
const PLACE = 'at'

/** The id that the page's address or its entry in the history names, or null. What the address says goes into the entry. */
export function namedHere() {
  const said = new URLSearchParams(location.hash.slice(1))
  const id = said.get(KEY)
  if (id) {
    const place = said.get(PLACE)
    history.replaceState({ [KEY]: id }, '', location.pathname + location.search + (place ? `#${place}` : ''))
  }
  const kept = history.state?.[KEY]
  return typeof kept === 'string' && kept ? kept : null
}

/**
 * Whether an address names an assessment, which it does when one comes to it and no more when one comes back.
 * @param {string} hash
 */
export const names = (hash) => new URLSearchParams(hash.slice(1)).has(KEY)

/**
 * Whether the address, or the entry in the history that the browser has come to, names another assessment than the page is of.
 * @param {string | null} id
 */
export function leadsAway(id) {
  const kept = history.state?.[KEY] ?? id
  return names(location.hash) || kept !== id
}

/**
 * Have the entry name an assessment, or none.
 * @param {string | null} id
 */
export function nameHere(id) {
  if ((history.state?.[KEY] ?? null) === id) return
  const { [KEY]: _, ...rest } = history.state ?? {}
  history.replaceState(id === null ? rest : { ...rest, [KEY]: id }, '')
}

/**
 * The address of an assessment.
 * @param {string} questionnaire the address of its model's questionnaire
 * @param {string} id
 * @param {string} [place] where on the page, without the #
 */
export function addressOf(questionnaire, id, place) {
  return `${questionnaire}#${new URLSearchParams({ [KEY]: id, ...(place ? { [PLACE]: place } : {}) })}`
}
