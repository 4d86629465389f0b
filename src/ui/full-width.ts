/** A chunk of its own: see `widthFor`. */
export { default } from 'string-width';
