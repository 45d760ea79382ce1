import { expect, test } from 'vitest';
import { FrameReader } from './sse';

const STREAM = [
  'id: 1-0\n\n',
  ': still here\n\n',
  'id: 2-0\nevent: product_changed\ndata: {"id":"p1"}\n\n',
  'event:order_created\r\ndata:first\r\ndata:second\r\nid:3-0\r\n\r\n',
  'retry: 5\n\n',
  'data: alone\r\r',
  'id: 4-0\n\n',
].join('');

const FRAMES = [
  { id: '1-0' },
  { id: '2-0', event: 'product_changed', data: '{"id":"p1"}' },
  { event: 'order_created', data: 'first\nsecond', id: '3-0' },
  { data: 'alone' },
  { id: '4-0' },
];

test.each([1, 2, 3, 7, 1000])('a stream in pieces of %d characters is read as it was written', size => {
  const reader = new FrameReader();
  const frames = [];
  for (let at = 0; at < STREAM.length; at += size) frames.push(...reader.read(STREAM.slice(at, at + size)));
  expect(frames).toEqual(FRAMES);
});

test('an incomplete frame is not returned yet', () => {
  const reader = new FrameReader();
  expect(reader.read('event: product_changed\ndata: {}\n')).toEqual([]);
  expect(reader.read('\n')).toEqual([{ event: 'product_changed', data: '{}' }]);
});
