// The visitor's choice to see all questions on one page also where the screen is narrow, kept on this device.

const KEY = 'cx-maturity/view'
const ALL = 'all'

export function keptView() {
  try {
    return localStorage.getItem(KEY) === ALL
  } catch {
    return false
  }
}

/** @param {boolean} all */
export function keepView(all) {
  try {
    if (all) localStorage.setItem(KEY, ALL)
    else localStorage.removeItem(KEY)
  } catch {
    // then it holds on this page alone
  }
}
