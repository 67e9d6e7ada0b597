/** What the build tells the frame's script: see build_hooks/site/frame.py. */
export interface Framed {
  frame: {
    /** What the theme's script is told; the address of its worker is from the site's root. */
    config: { search: string }
    /** HTML by the selector of the element that it stands behind, in the order of the page. */
    parts: Record<string, string>
  }
}
