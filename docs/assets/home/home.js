// On Home, who has begun an assessment on this device is offered to go on with the one that was changed last. It reads what is there,
// makes nothing, and is loaded without the rest of the questionnaire.

{
  const button = /** @type {HTMLAnchorElement | null} */ (document.querySelector('[data-resume]'))

  /** @param {HTMLAnchorElement} link @param {{ [key: string]: unknown }[]} records anything may be stored */
  function offer(link, records) {
    /** @type {{ [model: string]: { all: number, at: string } }} */
    const models = JSON.parse(link.dataset.models ?? '')
    const begun = records.flatMap(({ id, framework, changed, assessment }) => {
      const model = Object.hasOwn(models, String(framework)) ? models[String(framework)] : undefined
      const given = Object.keys(/** @type {{ responses?: object } | undefined} */ (assessment)?.responses ?? {}).length
      return model && given ? [{ id: String(id), changed: String(changed), given, ...model }] : []
    })
    const last = begun.toSorted((one, other) => (one.changed < other.changed ? 1 : -1))[0]
    if (!last) return
    const { id, given, all, at } = last
    const text = (given < all ? link.dataset.continue : link.dataset.result) ?? ''
    link.textContent = text.replace('{given}', String(given)).replace('{all}', String(all))
    link.href = `${at}#${new URLSearchParams({ assessment: id, ...(given < all ? {} : { at: 'report' }) })}`
    const rest = /** @type {HTMLElement | null} */ (document.querySelector('[data-resume-all]'))
    if (rest) rest.hidden = false
  }

  /** @param {HTMLAnchorElement} link */
  function look(link) {
    const opening = indexedDB.open('cx-maturity')
    opening.onupgradeneeded = () => opening.transaction?.abort() // there is none, and none is made
    opening.onsuccess = () => {
      const db = opening.result
      const asked = db.transaction('assessments').objectStore('assessments').getAll()
      asked.onsuccess = () => offer(link, asked.result)
      db.close() // once that is done
    }
    opening.onerror = (event) => event.preventDefault()
  }

  try {
    if (button) look(button)
  } catch {
    // This browser keeps nothing, so there is nothing to go on with.
  }
}
