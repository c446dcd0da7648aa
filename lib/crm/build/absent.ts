/** Stands for a module of Node or of a format (XML, CSV, multipart) that no call of ours reaches. */
export default class Absent {}
