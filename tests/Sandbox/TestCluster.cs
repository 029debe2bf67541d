using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.Objects;
using BackupConsole.Sandbox.Tests;
using BackupConsole.Testing;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(TestCluster))]

namespace BackupConsole.Sandbox.Tests;

/// <summary>One sandbox for the tests that only need namespaces of their own, and how to talk to it.</summary>
public sealed class TestCluster : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    internal SandboxCluster Cluster { get; private set; } = null!;

    internal IClusterObjects Objects => Cluster.Objects;

    public async ValueTask InitializeAsync() => Cluster = await StartAsync(new SandboxOptions { StateDirectory = folder.Path });

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        folder.Dispose();
    }

    internal static Task<SandboxCluster> StartAsync(SandboxOptions options, TimeProvider? time = null) =>
        SandboxCluster.StartAsync(options, time ?? TimeProvider.System, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);

    /// <summary>A client that trusts the cluster's authority; with a user's token unless the user is empty.</summary>
    internal static HttpClient Connect(SandboxCluster cluster, string user = "admin")
    {
        X509Certificate2 authority = X509Certificate2.CreateFromPem(cluster.AuthorityPem);
        SocketsHttpHandler handler = new()
        {
            SslOptions = new()
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                    // Tests say other names in Host headers; that the certificate has the right one is what kubectl's tests see.
                    VerificationFlags = X509VerificationFlags.IgnoreInvalidName,
                },
            },
        };
        HttpClient client = new(handler) { BaseAddress = cluster.Address, DefaultRequestVersion = HttpVersion.Version20 };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("tests/1");
        if (user.Length > 0)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cluster.Identity.TokenOf(user));
        }

        return client;
    }

    /// <summary>Sends a request and reads its answer.</summary>
    internal async Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body = null, string? type = null, string? accept = null, string user = "admin", Action<HttpRequestMessage>? change = null)
    {
        using HttpClient client = Connect(Cluster, user);
        using HttpRequestMessage request = new(method, path) { Version = HttpVersion.Version20 };
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type ?? "application/json");
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        change?.Invoke(request);
        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string media = response.Content.Headers.ContentType?.MediaType ?? "";
        return new((int)response.StatusCode, text, media == "application/json" ? JsonNode.Parse(text) : null, media, response.Headers.TryGetValues("Warning", out IEnumerable<string>? warnings) ? [.. warnings] : []);
    }

    internal Task<Answer> GetAsync(string path, string? accept = null, string user = "admin") => SendAsync(HttpMethod.Get, path, accept: accept, user: user);

    internal Task<Answer> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body);

    internal Task<Answer> MergeAsync(string path, JsonNode body) => SendAsync(HttpMethod.Patch, path, body, "application/merge-patch+json");

    internal Task<Answer> DeleteAsync(string path, JsonNode? options = null) => SendAsync(HttpMethod.Delete, path, options);

    /// <summary>Makes a namespace.</summary>
    internal async Task<string> NewNamespaceAsync()
    {
        string name = Unique.Name("t");
        Answer made = await PostAsync("/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        Assert.Equal(201, made.Code);
        return name;
    }

    /// <summary>Makes a ConfigMap.</summary>
    internal async Task<JsonObject> NewConfigMapAsync(string ns, string name, Action<JsonObject>? change = null)
    {
        JsonObject map = new() { ["metadata"] = new JsonObject { ["name"] = name }, ["data"] = new JsonObject { ["a"] = "1" } };
        change?.Invoke(map);
        Answer made = await PostAsync($"/api/v1/namespaces/{ns}/configmaps", map);
        Assert.True(made.Code == 201, made.Text);
        return made.Body!.AsObject();
    }
}

/// <summary>An answer of the server.</summary>
internal sealed record Answer(int Code, string Text, JsonNode? Body, string MediaType, IReadOnlyList<string> Warnings)
{
    public string? Message => Body?["message"]?.GetValue<string>();

    public string? Reason => Body?["reason"]?.GetValue<string>();
}

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sandbox-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Runs kubectl against a sandbox.</summary>
internal static class Kubectl
{
    private static readonly Lazy<bool> Installed = new(IsInstalled);

    /// <summary>Skips the test where there is no kubectl.</summary>
    public static void Require() => Assert.SkipUnless(Installed.Value, "kubectl is not installed.");

    /// <summary>Runs to the end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(SandboxCluster cluster, string[] arguments, string? input = null, string? editor = null)
    {
        using Process process = Start(cluster, arguments, editor);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Starts it, for commands that go on until they are stopped.</summary>
    public static Process Start(SandboxCluster cluster, string[] arguments, string? editor = null)
    {
        ProcessStartInfo start = new("kubectl") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--kubeconfig");
        start.ArgumentList.Add(cluster.Kubeconfig);
        start.ArgumentList.Add("--cache-dir");
        start.ArgumentList.Add(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(cluster.Kubeconfig)!, "kubectl-cache"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (editor is not null)
        {
            start.Environment["KUBE_EDITOR"] = editor;
        }

        return Process.Start(start)!;
    }

    private static bool IsInstalled()
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo("kubectl", ["version", "--client"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            return process is not null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // Not on the path.
        }
    }
}
