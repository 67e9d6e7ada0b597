// The search's worker: the theme's own, which gets what a visitor typed as plain words. The theme reads `stage:` as the name
// of a field, quotes as words that must all occur, and "in" as the beginning of any word; visitors mean none of this.
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

const QUERY = 2 // the theme's number for this kind of message

// Registered before the theme's listener, so that it sees each message first.
worker.addEventListener('message', (/** @type {MessageEvent} */ { data: message }) => {
  if (message.type === QUERY) message.data = words(message.data)
})

worker.importScripts(`../javascripts/workers/${worker.location.hash.slice(1)}`)
