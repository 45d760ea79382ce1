import type { Product, Shortage } from './types';
import { saidByServer } from '../../texts';

interface FieldError {
  field: string;
  reason: string;
}

interface Problem {
  type?: string;
  detail?: string;
  request_id?: string;
  errors?: FieldError[];
  short?: Shortage[];
  product?: Product;
  total?: number;
}

/** Why a request failed. The message is meant for the clerk. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly type: string;
  readonly errors: FieldError[];
  readonly short: Shortage[];
  /** The current product, when somebody else changed it first (412). */
  readonly product?: Product;
  /** What the order comes to, when that is not what was expected. */
  readonly total?: number;
  /** To quote when asking for help. */
  readonly requestId?: string;

  /**
   * @param status 0 when there was no response
   * @param retrySeconds how long the server asks to wait
   */
  constructor(
    message: string,
    readonly status = 0,
    problem: Problem = {},
    readonly retrySeconds = 0,
  ) {
    super(message);
    this.type = problem.type?.replace('urn:quicksell:problem:', '') ?? '';
    this.errors = (problem.errors ?? []).map(({ field, reason }) => ({ field, reason: saidByServer(reason) }));
    this.short = problem.short ?? [];
    this.product = problem.product;
    this.total = problem.total;
    this.requestId = problem.request_id;
  }

  /** Whether the request may have been carried out anyway. */
  get outcomeUnknown() {
    return this.status === 0 || this.status >= 500;
  }

  /** Whether the same request would be refused again. */
  get isDefinite() {
    return this.status >= 400 && this.status < 500 && ![408, 409, 429].includes(this.status);
  }

  /** What is wrong with this field of the form. */
  reasonFor(field: string) {
    return this.errors.find(error => error.field === field)?.reason;
  }
}

/** What a problem of the server says, in the clerk's language; undefined if it says nothing. */
export function messageOf({ detail, errors = [] }: Problem = {}): string | undefined {
  if (detail === undefined) return undefined;
  const translated = saidByServer(detail);
  const [first] = errors;
  return translated === detail && first ? detail.replace(first.reason, () => saidByServer(first.reason)) : translated;
}

/** The type of a problem that the desk itself has with a request: who sent it is not who has logged in since. */
export const OTHER_USER = 'other-user';
