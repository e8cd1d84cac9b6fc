/**
 * Stands in for unzip-stream, with which @actions/artifact unpacks downloads: none is made here, and one of its parts comes
 * without a licence.
 */
export default {};
