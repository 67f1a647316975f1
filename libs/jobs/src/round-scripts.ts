/**
 * The scripts of `rounds.ts`, each one atomic step in Redis. `rounds` is a hash of the queue: the round in which it works
 * (`current`), the last round of each account (`last:ACCOUNT`), when the last job that its account's limit holds back returns
 * (`held:ACCOUNT`), and whether jobs were withdrawn since rounds were numbered (`withdrawn`). A score of BullMQ's prioritized
 * jobs is the priority times 2^32, plus the order of arrival.
 */

/** KEYS: rounds. ARGV: the largest round, then the accounts. */
export const TAKE = `
  local current = tonumber(redis.call('HGET', KEYS[1], 'current') or 0)
  local rounds = {}
  for at = 2, #ARGV do
    local field = 'last:' .. ARGV[at]
    local last = tonumber(redis.call('HGET', KEYS[1], field) or 0)
    local round = math.min(math.max(current, last) + 1, tonumber(ARGV[1]))
    redis.call('HSET', KEYS[1], field, round)
    rounds[#rounds + 1] = round
  end
  return rounds`;

const ACCOUNT_OF = `
  local function accountOf(id)
    local data = redis.call('HGET', ARGV[1] .. id, 'data')
    local parsed, fields = pcall(cjson.decode, data or '{}')
    local account = parsed and type(fields) == 'table' and fields.account_id
    return type(account) == 'string' and account or nil
  end`;

/**
 * KEYS: rounds, active, prioritized. ARGV: prefix of jobs; round and account of the job; how many may run while others wait;
 * how many to check; how many may run at all. Returns -1: run it; a round: give way to the job in it; less than -1: wait that
 * many milliseconds. Jobs that wait this way come back one after the other, a second apart.
 */
export const START = `${ACCOUNT_OF}
  local own, cap, most = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[6])
  local running = {}
  if cap > 0 or most > 0 then
    for _, id in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
      local account = accountOf(id)
      if account then running[account] = (running[account] or 0) + 1 end
    end
  end
  if most > 0 and (running[own] or 0) > most then
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local at = math.max(now, tonumber(redis.call('HGET', KEYS[1], 'held:' .. own) or 0)) + 1000
    redis.call('HSET', KEYS[1], 'held:' .. own, at)
    return now - at
  end
  if cap > 0 and (running[own] or 0) > cap then
    local waiting = redis.call('ZRANGE', KEYS[3], 0, tonumber(ARGV[5]) - 1, 'WITHSCORES')
    for at = 1, #waiting, 2 do
      local account = accountOf(waiting[at])
      if account and account ~= own and (running[account] or 0) < cap then
        return math.floor(tonumber(waiting[at + 1]) / 0x100000000)
      end
    end
  end
  local current = tonumber(redis.call('HGET', KEYS[1], 'current') or 0)
  if tonumber(ARGV[2]) > current then redis.call('HSET', KEYS[1], 'current', ARGV[2]) end
  return -1`;

/**
 * KEYS: rounds, active, prioritized, delayed. ARGV: prefix of jobs, from which round on numbers start over. Forgets accounts
 * that nothing waits for. Returns 1 if it numbered the waiting jobs again.
 */
export const RENUMBER = `${ACCOUNT_OF}
  local limit = tonumber(ARGV[2])
  local current = tonumber(redis.call('HGET', KEYS[1], 'current') or 0)
  if redis.call('HLEN', KEYS[1]) > 1000 then
    local fields, now = redis.call('HGETALL', KEYS[1]), redis.call('TIME')[1] * 1000
    for at = 1, #fields, 2 do
      local past = string.find(fields[at], '^last:') and current or string.find(fields[at], '^held:') and now or -1
      if tonumber(fields[at + 1]) <= past then redis.call('HDEL', KEYS[1], fields[at]) end
    end
  end
  local top = redis.call('ZREVRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2]
  local over = current >= limit or (top and tonumber(top) / 0x100000000 >= limit)
  if not over and redis.call('HEXISTS', KEYS[1], 'withdrawn') == 0 then return 0 end
  if over then
    current = 0
    for _, id in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
      if redis.call('EXISTS', ARGV[1] .. id) == 1 then redis.call('HSET', ARGV[1] .. id, 'priority', 0) end
    end
  end
  local last = {}
  local function nextRound(id)
    local account = accountOf(id)
    if not account then return nil end
    last[account] = (last[account] or current) + 1
    redis.call('HSET', ARGV[1] .. id, 'priority', last[account])
    return last[account]
  end
  local waiting = redis.call('ZRANGE', KEYS[3], 0, -1, 'WITHSCORES')
  for at = 1, #waiting, 2 do
    local round = nextRound(waiting[at])
    local order = tonumber(waiting[at + 1]) % 0x100000000
    if round then redis.call('ZADD', KEYS[3], round * 0x100000000 + order, waiting[at]) end
  end
  for _, id in ipairs(redis.call('ZRANGE', KEYS[4], 0, -1)) do nextRound(id) end
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'current', current)
  for account, round in pairs(last) do redis.call('HSET', KEYS[1], 'last:' .. account, round) end
  return 1`;

/** KEYS: prioritized. ARGV: prefix of jobs, how many to check. */
export const OLDEST = `
  local oldest = -1
  for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, tonumber(ARGV[2]) - 1)) do
    local added = tonumber(redis.call('HGET', ARGV[1] .. id, 'timestamp') or nil)
    if added and (oldest < 0 or added < oldest) then oldest = added end
  end
  return tostring(oldest)`;
