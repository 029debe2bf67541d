using System.Diagnostics;
using System.Globalization;
using BackupConsole.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace BackupConsole.Benchmarks;

/// <summary>Starts sandboxes: how long until one answers, until its data are there, and what it keeps in memory.</summary>
internal static class SandboxStart
{
    /// <summary>Runs <c>--rounds</c> starts with <c>--sessions</c> extra sessions each, without the operator.</summary>
    public static async Task RunAsync(Arguments arguments)
    {
        int rounds = arguments.Number("rounds", 3);
        int sessions = arguments.Number("sessions", 0);
        for (int round = 1; round <= rounds; round++)
        {
            string directory = Directory.CreateTempSubdirectory("sandbox-bench-").FullName;
            try
            {
                Stopwatch watch = Stopwatch.StartNew();
                SandboxOptions options = new() { StateDirectory = directory, Data = SandboxStartData.Demo, ExtraSessions = sessions };
                await using SandboxCluster cluster = await SandboxCluster.StartAsync(options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
                TimeSpan listening = watch.Elapsed;
                await cluster.DataLoaded;
                TimeSpan loaded = watch.Elapsed;
                long kept = GC.GetTotalMemory(forceFullCollection: true);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"round {round}: listening after {listening.TotalSeconds:F2} s, data after {loaded.TotalSeconds:F2} s, {kept / 1e6:F0} MB managed, {Environment.WorkingSet / 1e6:F0} MB resident"));
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }
}
