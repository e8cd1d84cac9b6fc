/**
 * Text that a runner of GitHub finds no command in. It obeys commands that any program prints, `::name::` at a line's start
 * and `##[name]` anywhere, so these are broken up with a zero-width space. A carriage return ends a line for it too.
 */
export const disarm = (text: string): string => text.replace(/^(\s*:):/gm, "$1\u200b:").replaceAll("##[", "#\u200b#[");
