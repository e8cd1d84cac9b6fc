import { createRequire as __createRequire } from "node:module";
const require = __createRequire(import.meta.url);
import {
  GITHUB_REGISTRY,
  RegistryError,
  chooseCredentials,
  describeSource,
  openRepository,
  openTransport,
  readDockerCredentials,
  realPace,
  referrersTag,
  removeLogin,
  storeLogin,
  storedLoginSchema
} from "./chunk-S5TTZZGM.js";
import "./chunk-Q27EGVJI.js";
import "./chunk-WJ444KRO.js";
import "./chunk-5RK4XCTW.js";
import "./chunk-GEC2743B.js";
import "./chunk-MRU7UBN4.js";
import "./chunk-FLZNCGTB.js";
import "./chunk-EZNROI2T.js";
import "./chunk-QPEP4A4R.js";
import "./chunk-UNTW53JI.js";
import "./chunk-OL3P4MEU.js";
import "./chunk-FQQKM2IL.js";
export {
  GITHUB_REGISTRY,
  RegistryError,
  chooseCredentials,
  describeSource,
  openRepository,
  openTransport,
  readDockerCredentials,
  realPace,
  referrersTag,
  removeLogin,
  storeLogin,
  storedLoginSchema
};
