-- post.lua, which also asks for Server-Timing and appends each to the file TIMES.

dofile((debug.getinfo(1, "S").source:sub(2):gsub("timing.lua$", "post.lua")))
wrk.headers["X-Wuye-Explain"] = "timing"
local times

function response(status, headers)
  if not times then
    times = io.open(os.getenv("TIMES"), "w")
    times:setvbuf("line") -- nobody closes it
  end
  for name, value in pairs(headers) do
    if name:lower() == "server-timing" then times:write(value, "\n") end
  end
end
