import { missing, soon } from '../../../components/later';

export const OrderDrawer = soon(() => import('.').then(({ OrderDrawer }) => OrderDrawer));

/** Prints an order that need not be open. */
export const printOrder = (id: string) => import('./print').then(({ printOrder }) => printOrder(id), missing);
