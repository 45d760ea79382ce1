export { default as texts } from './de.json';
export { default as server } from './server.de.json';
