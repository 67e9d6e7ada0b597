// What is kept on this device, seen from pages without the questionnaire: on Home, who has begun an assessment is offered to go on
// with the one that was changed last; a practice's page says what was answered there. This reads what is there, makes nothing, and is
// loaded without the rest of the questionnaire.

{
  /** @typedef {{ id: string, framework: string, changed: string, name: string, responses: { [practice: string]: object } }} Kept */

  /**
   * The assessments in the database, the one that was changed last first.
   * @param {{ [key: string]: any }[]} records anything may be stored
   * @returns {Kept[]}
   */
  function ordered(records) {
    const kept = records.map(({ id, framework, changed, assessment }) => ({
      id: String(id),
      framework: String(framework),
      changed: String(changed),
      name: String(assessment?.name ?? ''),
      responses: /** @type {Kept['responses']} */ (Object(assessment?.responses)),
    }))
    return kept.toSorted((one, other) => (one.changed < other.changed ? 1 : -1))
  }

  /**
   * @param {string} questionnaire
   * @param {string} assessment
   * @param {string} [place] on the page
   */
  const address = (questionnaire, assessment, place) => `${questionnaire}#${new URLSearchParams({ assessment, ...(place ? { at: place } : {}) })}`

  /** @param {HTMLAnchorElement} link @param {Kept[]} kept */
  function resume(link, kept) {
    /** @type {{ [model: string]: { all: number, at: string } }} */
    const models = JSON.parse(link.dataset.models ?? '')
    const [last] = kept.flatMap(({ id, framework, responses }) => {
      const model = Object.hasOwn(models, framework) ? models[framework] : undefined
      const given = Object.keys(responses).length
      return model && given ? [{ id, given, ...model }] : []
    })
    if (!last) return
    const { id, given, all, at } = last
    const text = (given < all ? link.dataset.continue : link.dataset.result) ?? ''
    link.textContent = text.replace('{given}', String(given)).replace('{all}', String(all))
    link.href = address(at, id, given < all ? undefined : 'report')
    const rest = /** @type {HTMLElement | null} */ (document.querySelector('[data-resume-all]'))
    if (rest) rest.hidden = false
  }

  /** @param {HTMLElement} asking where the page asks for an answer @param {Kept[]} kept */
  function answered(asking, kept) {
    const { unanswered: practice = '', framework } = asking.dataset
    const mine = kept.find(({ framework: of, responses }) => of === framework && Object.hasOwn(responses, practice))
    const place = /** @type {HTMLElement | null} */ (document.querySelector('[data-answered]'))
    if (!mine || !place) return
    const given = /** @type {{ answer?: string, dont_know?: true }} */ (mine.responses[practice])
    const rung = [...document.querySelectorAll('[data-rung]')].find((each) => each.getAttribute('data-rung') === given.answer)
    const name = rung?.querySelector('.cx-rung__name')
    // An answer that the model no longer has says nothing here.
    if (given.answer && !name) return
    const answer = name?.firstChild?.textContent?.trim() ?? (given.dont_know ? place.dataset.dontKnow : place.dataset.notApplicable) ?? ''
    const text = (mine.name ? place.dataset.named : place.dataset.unnamed) ?? ''
    const filled = text.replace('{answer}', () => answer).replace('{name}', () => mine.name)
    place.querySelector('[data-given]')?.replaceChildren(filled)
    const [questionnaire = ''] = asking.querySelector('a')?.href.split('#') ?? []
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (place.querySelectorAll('[data-to]'))) {
      link.href = address(questionnaire, mine.id, link.dataset.to === 'question' ? `q-${practice}` : link.dataset.to)
    }
    asking.hidden = true
    place.hidden = false
    const mark = document.createElement('span')
    mark.className = 'cx-rung__yours'
    mark.textContent = place.dataset.yours ?? ''
    name?.append(' ', mark)
    rung?.querySelector('details')?.setAttribute('open', '')
  }

  /** @param {(kept: Kept[]) => void} tell */
  function look(tell) {
    const opening = indexedDB.open('cx-maturity')
    opening.onupgradeneeded = () => opening.transaction?.abort() // there is none, and none is made
    opening.onsuccess = () => {
      const db = opening.result
      const asked = db.transaction('assessments').objectStore('assessments').getAll()
      asked.onsuccess = () => tell(ordered(asked.result))
      db.close() // once that is done
    }
    opening.onerror = (event) => event.preventDefault()
  }

  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector('[data-resume]'))
  const asking = /** @type {HTMLElement | null} */ (document.querySelector('[data-unanswered]'))
  try {
    if (link) look((kept) => resume(link, kept))
    if (asking) look((kept) => answered(asking, kept))
  } catch {
    // This browser keeps nothing, so there is nothing to tell.
  }
}
