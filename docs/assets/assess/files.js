// Files to and from the visitor's device.

// Far more than any assessment takes; the scorer has a limit of its own, but would have to hold the file to apply it.
const LARGEST = 16 * 1024 * 1024 // bytes

/**
 * Whether an app shows the page in a browser of its own, in which downloads may come to nothing.
 * @param {string} agent how the browser names itself
 */
export const inApp = (agent) =>
  /; wv\)|\bFBA[NV]\b|Instagram|\bLine\/|MicroMessenger/.test(agent) || (/iPhone|iPad|iPod/.test(agent) && !/Safari\//.test(agent))

/**
 * @param {string} name
 * @param {unknown} value
 */
export const downloadJson = (name, value) => download(name, `${JSON.stringify(value, null, 2)}\n`, 'application/json')

/**
 * @param {string} name
 * @param {string} text
 */
export const downloadText = (name, text) => download(name, text, 'text/plain;charset=utf-8')

/**
 * @param {string} name
 * @param {string} base64 the file's bytes
 */
export const downloadWorkbook = (name, base64) =>
  download(name, Uint8Array.from(atob(base64), (each) => each.charCodeAt(0)), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')

/**
 * @param {string} name
 * @param {string | Uint8Array<ArrayBuffer>} content
 * @param {string} type
 */
function download(name, content, type) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/**
 * The text of a file that the visitor chose, or why there is none.
 * @param {Blob} file
 * @returns {Promise<{ text: string } | { reason: 'large' | 'unread' }>}
 */
async function textOf(file) {
  if (file.size > LARGEST) return { reason: 'large' }
  try {
    return { text: await file.text() }
  } catch {
    return { reason: 'unread' }
  }
}

/**
 * The event that a file which the visitor chose has been read, or could not be.
 * @param {number} id
 * @param {Blob} file
 */
export async function fileRead(id, file) {
  const read = await textOf(file)
  return 'text' in read ? { type: /** @type {const} */ ('file-read'), id, ...read } : { type: /** @type {const} */ ('file-unread'), id, ...read }
}

/**
 * Files that are dropped anywhere on the page are taken; the browser would leave the page for them.
 * @param {(files: FileList) => void} take
 */
export function takeDropped(take) {
  addEventListener('dragover', (event) => event.dataTransfer?.types.includes('Files') && event.preventDefault())
  addEventListener('drop', (event) => {
    const files = event.dataTransfer?.files
    if (!files?.length) return
    event.preventDefault()
    take(files)
  })
}
