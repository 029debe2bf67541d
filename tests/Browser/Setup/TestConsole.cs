using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace BackupConsole.BrowserTests.Setup;

/// <summary>The console as it runs for people, on a port of loopback, with one kubeconfig.</summary>
public sealed class TestConsole : WebApplicationFactory<Program>
{
    private static readonly Lock Starting = new();
    private readonly string kubeconfig;
    private readonly ErrorLog errors = new();

    private TestConsole(string kubeconfig)
    {
        this.kubeconfig = kubeconfig;
    }

    /// <summary>Where it answers.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>What it logged as an error since this was last asked.</summary>
    public IReadOnlyList<string> TakeErrors() => errors.Take();

    /// <summary>Starts a console.</summary>
    /// <param name="kubeconfig">File with its clusters.</param>
    /// <param name="port">Port to listen on; any when 0.</param>
    public static TestConsole Start(string kubeconfig, int port = 0)
    {
        TestConsole console = new(kubeconfig);

        // The host is found by listening to what is built in this process: one at a time.
        lock (Starting)
        {
            console.UseKestrel(port);
            console.StartServer();
        }

        return console;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("Clusters:Source", "Kubeconfig");
        builder.UseSetting("Clusters:Kubeconfig", kubeconfig);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(errors));
    }

    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        private const int Limit = 100;
        private readonly ConcurrentQueue<string> lines = new();

        public List<string> Take()
        {
            List<string> taken = [];
            while (lines.TryDequeue(out string? line))
            {
                taken.Add(line);
            }

            return taken;
        }

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && lines.Count < Limit)
            {
                lines.Enqueue($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
            // Nothing to let go of.
        }
    }
}
