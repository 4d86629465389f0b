/** A part of its own: see `widthFor`. */
export { default as fullWidth } from 'string-width';
