// What comes of work that is carried out, told as an event: also where it fails.

/**
 * @template E
 * @param {(event: E) => void} dispatch
 * @returns {(work: Promise<E>, failed: (error: unknown) => E) => void}
 */
export const answering = (dispatch) => (work, failed) => {
  work.catch((error) => {
    console.warn(error)
    return failed(error)
  }).then(dispatch)
}
