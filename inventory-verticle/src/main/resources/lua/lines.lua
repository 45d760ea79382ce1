-- Shared by the scripts that move the units of an order's lines.
--
-- Convention: for each line the tail of KEYS has the product and its ledger, and the tail of ARGV the product id and the units; the
-- shop's rules come last.

-- Reads the products of all lines. A line whose product was deleted has none.
local function read_lines(first_key, first_argument)
  local lines = {}
  for i = first_argument, #ARGV - 2, 2 do
    local key = first_key + i - first_argument
    expect_type('stream', KEYS[key + 1])
    lines[#lines + 1] = {
      id = ARGV[i], units = tonumber(ARGV[i + 1]), product = read_product(KEYS[key], ARGV[i]), ledger = KEYS[key + 1]
    }
  end
  return lines
end

-- The lines as a reservation records them.
local function lines_text(lines)
  local parts = {}
  for i, line in ipairs(lines) do
    parts[i] = line.id .. ':' .. string.format('%d', line.units)
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
  return in_any_sequence(recorded) == in_any_sequence(lines_text(lines))
end

local function expect_lines(recorded, lines)
  if not has_lines(recorded, lines) then
    error('the reservation has other lines: ' .. recorded)
  end
end

-- Moves every line's units from one count of its product to another: 'quantity', 'held' or 'sold'. If the quantity changes, the ledger
-- gets an entry with the cause.
local function move_units(lines, from, to, product_changed, now, cause)
  for _, line in ipairs(lines) do
    if line.product and line.product[from] < line.units then
      error(line.product.key .. ' has less ' .. from .. ' than is to be moved')
    end
  end
  for _, line in ipairs(lines) do
    local p = line.product
    if p then
      p[from] = p[from] - line.units
      p[to] = p[to] + line.units
      local freed = (to == 'quantity' and line.units) or (from == 'quantity' and -line.units) or 0
      write_product(p, line.ledger, product_changed, now, freed, cause)
    end
  end
end
