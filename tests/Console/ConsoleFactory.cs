using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace BackupConsole.Tests;

/// <summary>The application on a port of its own, with a kubeconfig that names no cluster unless a test gives one.</summary>
public class ConsoleFactory : WebApplicationFactory<Program>
{
    private readonly List<(string Name, string Value)> settings = [];
    private readonly string directory = Directory.CreateTempSubdirectory("console-test-").FullName;

    public ConsoleFactory()
    {
        // Here and not at the start: whichever test comes first, asking for services starts the server too.
        UseKestrel(0);
        // Without the sandbox: it has tests of its own, and one state directory for all.
        With("Clusters:Source", "Kubeconfig");
        With("Clusters:Kubeconfig", Path.Combine(directory, "no-such-kubeconfig"));
    }

    /// <summary>Where the application answers; starts it.</summary>
    public Uri Address
    {
        get
        {
            StartServer();
            return ClientOptions.BaseAddress;
        }
    }

    public ConsoleFactory With(string name, string value)
    {
        settings.Add((name, value));
        return this;
    }

    /// <summary>Uses a kubeconfig of this text.</summary>
    public ConsoleFactory WithKubeconfig(string text)
    {
        string path = Path.Combine(directory, "kubeconfig");
        File.WriteAllText(path, text);
        return With("Clusters:Kubeconfig", path);
    }

    /// <summary>A client that follows no redirect and sends what it is told.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach ((string name, string value) in settings)
        {
            builder.UseSetting(name, value);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
