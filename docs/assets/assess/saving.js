// Brings changes to the store, one write at a time. What changes while a write is under way is gathered into the next, so
// that typing makes no queue; what could not be written is kept and tried again with the next change.

// `opened` is the promise of a store. `told` hears 'saving', 'saved' (everything is on disk) or 'failed'.
export function startSaving(opened, told) {
  let waiting = null // changes that no write has taken up yet
  let underWay = null // the changes of the present write
  let last = Promise.resolve(true)

  async function run() {
    while (waiting) {
      underWay = waiting
      waiting = null
      told('saving')
      try {
        await (await opened).write(underWay)
      } catch (error) {
        waiting = waiting ? merged(underWay, waiting) : underWay
        underWay = null
        told('failed', error)
        return false
      }
      underWay = null
    }
    told('saved')
    return true
  }

  // Answers whether this change, and all before it, are on disk.
  function bring(change) {
    const idle = !underWay
    waiting = waiting ? merged(waiting, change) : change
    if (idle) last = run()
    return last
  }

  return {
    practice: (practice, said, about) => bring({ practices: new Map([[practice, said]]), about }),
    about: (about) => bring({ practices: new Map(), about }),
    replace: (assessment) => bring({ whole: assessment, practices: new Map() }),
    remove: () => bring({ whole: null, practices: new Map() }),

    // The practices, and 'about', of which something is not on disk yet.
    unsaved() {
      const changes = [waiting, underWay].filter(Boolean)
      return new Set(changes.flatMap(({ practices, about }) => [...practices.keys(), ...(about ? ['about'] : [])]))
    },
  }
}

// Two changes as one: a later replacement leaves nothing of what came before it.
function merged(first, second) {
  if (second.whole !== undefined) return second
  return {
    whole: first.whole,
    practices: new Map([...first.practices, ...second.practices]),
    about: second.about ?? first.about,
  }
}
