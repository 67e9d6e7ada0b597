// The search's worker: the theme's own, which gets what a visitor typed as plain words. The theme reads `stage:` as the name
// of a field, quotes as words that must all occur, and "in" as the beginning of any word; visitors mean none of this.
// The theme would also make its index at every page, which takes a processor more than a second; here the first query does.
// main.html puts this worker before the theme's and names the theme's file in this one's address.

const worker = /** @type {any} */ (self)

/**
 * The words of a query, without those too common to be in the index unless there are no others.
 *
 * @param {string} query
 */
function words(query) {
  const all = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const telling = all.filter((word) => word.length > 1 && worker.lunr.stopWordFilter(word))
  return (telling.length ? telling : all).join(' ')
}

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3] // the theme's numbers for kinds of messages

const send = worker.postMessage.bind(worker)
/** @type {any} the texts that the theme makes its index of, until somebody searches */
let texts = null
/** @type {any} the message with which the theme was set up */
let given = null
let ready = false
let held = ''

/** @param {any} data */
const hand = (data) => worker.dispatchEvent(new MessageEvent('message', { data }))

// Registered before the theme's listener, so that it sees each message first.
worker.addEventListener('message', (/** @type {MessageEvent} */ event) => {
  const { data: message } = event
  if (message.type === SETUP && message !== given) {
    event.stopImmediatePropagation()
    texts = message
    send({ type: READY })
  }
  if (message.type !== QUERY) return
  const asked = words(message.data)
  if (asked && ready) message.data = asked
  else {
    event.stopImmediatePropagation()
    if (asked) search(asked)
    else send({ type: RESULT, data: { items: [] } })
  }
})

/**
 * Search once the index is there; of what is typed meanwhile the last counts.
 *
 * @param {string} asked
 */
function search(asked) {
  held = asked
  if (!texts) return
  given = texts
  texts = null
  hand(given)
}

// The theme says that its index is ready; the page has been told so before.
worker.postMessage = (/** @type {any} */ message) => {
  if (message.type !== READY) return send(message)
  ready = true
  hand({ type: QUERY, data: held })
}

worker.importScripts(`../javascripts/workers/${worker.location.hash.slice(1)}`)
