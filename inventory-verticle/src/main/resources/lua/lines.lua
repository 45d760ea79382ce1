-- Shared by the scripts that move the units of an order's lines. Units are moved in what was read of the products, however many
-- orders a call is for, and written at its end, each product once.
--
-- Convention: for each line the tail of an order's keys has the product and its ledger, and the tail of its arguments the product id
-- and the units.

local products, moved = {}, {}

local function product_of(key, ledger, id)
  if products[key] == nil then
    expect_type('stream', ledger)
    local p = read_product(key, id) or false
    if p then
      p.ledger, p.entries = ledger, {}
    end
    products[key] = p
  end
  return products[key] or nil
end

-- Reads the products of all lines: their keys begin at KEYS[key], their arguments are ARGV[first] to ARGV[last]. A line whose product
-- was deleted has none.
local function read_lines(key, first, last)
  local lines = {}
  for i = first, last, 2 do
    local id, units = ARGV[i], ARGV[i + 1]
    lines[#lines + 1] = {
      id = id, units = tonumber(units), text = units, product = product_of(KEYS[key], KEYS[key + 1], id)
    }
    key = key + 2
  end
  return lines
end

-- The lines as a reservation records them.
local function lines_text(lines)
  local parts = {}
  for i, line in ipairs(lines) do
    parts[i] = line.id .. ':' .. line.text
  end
  return table.concat(parts, ',')
end

local function in_any_sequence(text)
  local parts = {}
  for part in string.gmatch(text, '[^,]+') do
    parts[#parts + 1] = part
  end
  table.sort(parts)
  return table.concat(parts, ',')
end

-- Whether a reservation has just these lines: an order is a set of lines.
local function has_lines(recorded, lines)
  local text = lines_text(lines)
  return recorded == text or in_any_sequence(recorded) == in_any_sequence(text)
end

local function expect_lines(recorded, lines)
  if not has_lines(recorded, lines) then
    error('the reservation has other lines: ' .. recorded)
  end
end

-- Moves every line's units from one count of its product to another: 'quantity', 'held' or 'sold'. If the quantity changes, the ledger
-- gets an entry with the cause.
local function move_units(lines, from, to, cause)
  for _, line in ipairs(lines) do
    if line.product and line.product[from] < line.units then
      error(line.product.key .. ' has less ' .. from .. ' than is to be moved')
    end
  end
  for _, line in ipairs(lines) do
    local p = line.product
    if p then
      if p.version == p.was_version then
        moved[#moved + 1] = p
      end
      p[from] = p[from] - line.units
      p[to] = p[to] + line.units
      p.version = p.version + 1
      local freed = (to == 'quantity' and line.units) or (from == 'quantity' and -line.units) or 0
      if freed ~= 0 then
        p.entries[#p.entries + 1] = { units = freed, quantity = p.quantity, cause = cause }
      end
    end
  end
end

-- Writes the products whose units were moved.
local function write_moved(product_changed, now)
  for _, p in ipairs(moved) do
    p.updated_at = now
    redis.call('HSET', p.key, 'quantity', p.quantity, 'held', p.held, 'sold', p.sold, 'version', p.version, 'updated_at', now)
    for _, entry in ipairs(p.entries) do
      enter_in_ledger(p.ledger, now, entry.quantity, entry.units, entry.cause)
    end
    announce_product(product_changed, 'product_changed', p)
  end
end
