// What of xadesjs is needed: the entry of its bundle.
export { Parse } from "xml-core";
export { SignedXml } from "xadesjs";
