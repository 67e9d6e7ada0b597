// The words of the interface, from the one catalogue: `words('saved.restored', { count: 3 })`.

export function catalogue(texts) {
  return (key, values = {}) => {
    const full = 'count' in values && !Object.hasOwn(texts, key) ? `${key}.${values.count === 1 ? 'one' : 'other'}` : key
    if (!Object.hasOwn(texts, full)) throw new Error(`no message '${full}'`)
    return texts[full].replace(/\{(\w+)\}/g, (_, name) => String(values[name]))
  }
}
