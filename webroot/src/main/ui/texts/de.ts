import server from './server.de.json';
import { translator } from './server';

export { default as texts } from './de.json';

export const serverIn = (locale: string) => translator(server, locale);
