// The shop of a wholesaler in an ordinary morning, for pictures, and for checks of everything that a page can show.

/** Name, price, free units. */
const WARES = [
  ['Apfelsaft naturtrüb, 0,75 l', '1.49', 768],
  ['Apfelsaft naturtrüb, 1,0 l', '1.95', 140],
  ['Apfelsaft klar, 0,75 l', '1.45', 681],
  ['Bio-Hof Grünwald Apfelsaft naturtrüb Streuobst, 0,75 l', '2.64', 8, 48],
  ['Mineralwasser still, 12 × 0,7 l', '6.19', 412],
  ['Grüner Veltliner Kremstal, 6 × 0,75 l', '38.90', 94],
  ['Weizenmehl Type 550, 25 kg', '18.40', 133],
  ['Roggenmehl Type 1150, 25 kg', '17.80', 76],
  ['Hartweizengrieß fein, 10 kg', '13.05', 51],
  ['Käsespätzle TK, 2,5 kg', '10.37', 96],
  ['Schwarzwälder Schinken geräuchert am Stück vakuumiert Bio-Qualität vom Hof Grünwald, ca. 2 kg', '31.90', 27],
  ['Gewürzgurken mittelfein, 10 l', '19.58', 64],
  ['Apfelmus, 10 kg', '16.20', 0, 10],
  ['Pfeffer schwarz ganz, 1 kg', '22.40', 61],
  ['Salz jodiert, 10 kg', '4.90', 220],
  ['Paprika edelsüß, 1 kg', '14.25', 38],
  ['Olivenöl extra vergine „Kalamata“, Kanister 5 l', '44.50', 10, 16],
  ['Sonnenblumenöl, Kanister 10 l', '21.30', 85],
  ['Crème fraîche 30 %, 5 kg', '15.53', 38],
  ['Butter ungesalzen, 40 × 250 g', '74.80', 44],
  ['Emmentaler am Stück, ca. 3 kg', '32.70', 19],
  ['Parmigiano Reggiano 24 Monate, ca. 4,5 kg', '78.40', 12],
  ['Espresso Bohnen Röstung Süd, 1 kg', '14.60', 240],
  ['Rize Çayı lose, schwarzer Tee Öztürk, 1 kg', '39.50', 18],
  ['Darjeeling First Flush, 500 g', '27.90', 22],
  ['Zucker fein, 25 kg', '26.70', 110],
  ['Zartbitter-Kuvertüre 70 %, 5 kg', '58.60', 31],
  ['Vanilleschoten Bourbon, 100 g', '46.00', 3, 6],
  ['Schraube M8 × 20 A2 Sechskant, 100 St.', '64.23', 531],
  ['Mutter M8 A2, 500 St.', '33.71', 212],
  ['Dübel 6 mm, 100 St.', '4.36', 343_963],
  ['Akku 18 V 5,0 Ah, 1 St.', '167.16', 14, 12],
  ['Arbeitshandschuhe Nitril Größe 9, 12 Paar', '11.48', 8, 10],
  ['Arbeitshandschuhe Nitril Größe 10, 12 Paar', '11.48', 94],
  ['Müllsäcke 120 l extra stark, 25 St.', '2.19', 860],
  ['Servietten 33 × 33 cm weiß, 500 St.', '8.95', 144],
  ['Kopierpapier A4 80 g, 5 × 500 Bl.', '22.50', 320],
  ['Toner 26A schwarz, 1 St.', '89.90', 7, 4],
  ['Handseife Nachfüller, 5 l', '12.10', 66],
  ['Spülmittel Konzentrat, 10 l', '24.60', 57],
];

/** Whose reference, and how many lines, newest last. */
const ORDERS = [
  ['Hotel Königshof', 8],
  ['Café Müller', 4],
  ['Gasthof Adler, PO-2141', 10],
  ['Crêperie Étoile', 6],
  ['Brauhaus Löwen', 8],
  ['Seniorenstift St. Josef, PO-3921', 24],
  ['Werkstatt Çelik', 3],
  ['Pizzeria Da Luigi', 12],
  ['Bauhof Gemeinde Unterföhring, Kst. 4711', 9],
  ['Kita Sonnenblume, Dezember', 7],
  ['Zum Grünen Baum, PO-1761', 19],
  ['', 1],
  ['Smørrebrød Hansen', 5],
  ['Metzgerei Weiß', 13],
  ['Schreinerei Öhler & Söhne, Auftrag 2026-1187', 26],
  ['Restaurant Łódź', 4],
  ['Bürogemeinschaft Süd, Lieferung 2. OG', 3],
  ['Bäckerei Größle', 2],
  ['Hotel Königshof, PO-88412 / Küche', 8],
  ['Özdemir Feinkost, Nachlieferung Wed', 11],
  ['Café Müller', 6],
];
const REFUNDED = [0, 13];

/** What is chosen for an order in the form: a part of the name, and how many. */
export const DRAFT = [
  ['Apfelsaft naturtrüb, 0,75 l', 24],
  ['Mineralwasser still', 10],
  ['Weizenmehl Type 550', 4],
  ['Hartweizengrieß', 2],
  ['Käsespätzle', 8],
  ['Schwarzwälder Schinken', 3],
  ['Gewürzgurken', 2],
  ['Olivenöl extra', 12],
  ['Crème fraîche', 2],
  ['Espresso Bohnen', 12],
  ['Arbeitshandschuhe Nitril Größe 9', 9],
  ['Müllsäcke 120', 20],
];

export const LAST_REFERENCE = 'Kantine Stadtwerke, PO-6272';

/** Fills a shop; answers with the products by the beginning of their names, and the orders. */
export async function openShop(desk, as) {
  const wares = [];
  for (const [name, price, quantity, low_stock_at] of WARES) {
    wares.push(await desk.call('POST', '/api/inventory/products', { name, price, quantity, ...(low_stock_at && { low_stock_at }) }, as));
  }
  const inPlenty = wares.filter(({ quantity }) => quantity > 60);
  const orders = [];
  for (const [reference, lines] of ORDERS) {
    const from = orders.length * 5;
    const some = Array.from({ length: Math.min(lines, inPlenty.length) }, (_, n) => inPlenty[(from + n) % inPlenty.length]);
    const ordered = some.map(({ id }, n) => ({ product_id: id, quantity: 1 + ((from + 3 * n) % 6) }));
    orders.push(await desk.call('POST', '/api/payment/orders', { lines: ordered, reference }, as));
  }
  return { wares, orders, refunded: REFUNDED.map(n => orders[n]) };
}
