// The bundle puts the library's code beside these modules (build_hooks/bundle.py).
export * from '../../../build_hooks/node_modules/idb'
