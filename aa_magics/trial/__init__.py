"""Run cells once, in a process apart, before they reach the notebook, and report what they did.

`aa_magics.trial.client.Worker` is what the kernel holds; `python -m aa_magics.trial` is the process, which it speaks to
over pipes: one message, one answer. What goes to the worker may be pickled; what comes back is JSON, checked before it
is believed, since a cell could write it. The order in the worker: limits, guard, then libraries, frames and cells, so
that no thread of a library stands outside of the guard's wall.

What a cell may take, and who keeps it to that:

| limit                  | Linux                           | macOS                     | Windows                   |
|------------------------|---------------------------------|---------------------------|---------------------------|
| time                   | the kernel's side ends it       | the same                  | the same                  |
| memory                 | `setrlimit`, and looked at      | looked at every 0.25 s    | looked at every 0.25 s    |
| processes              | none at all (the guard)         | looked at every 0.25 s    | looked at every 0.25 s    |
| size of a file         | `setrlimit`                     | `setrlimit`               | not limited               |
| open files, core dumps | `setrlimit`                     | `setrlimit`               | not limited               |
| printed text           | counted                         | counted                   | counted                   |
| ends with the kernel   | at once, by the system          | when its pipe closes (*)  | when its pipe closes (*)  |

(*) A cell in native code that lets no other thread run ends 10 s after its time is over. Between two looks, a cell on
macOS or Windows can take more memory than it may.
"""
