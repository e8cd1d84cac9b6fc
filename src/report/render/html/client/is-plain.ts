/** Whether a key is pressed alone: with others it is the browser's, as Alt and an arrow are for going back. */
export const isPlain = ({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean => !altKey && !ctrlKey && !metaKey;
