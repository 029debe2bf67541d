using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Api;
using BackupConsole.Kubernetes.Configuration;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Testing;
using Microsoft.AspNetCore.Http;

namespace BackupConsole.Kubernetes.Tests.Api;

public sealed class KubernetesClientTests
{
    private static readonly ObjectKey Key = new("demo", "a");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_credential_is_renewed_once_and_the_request_repeated()
    {
        await using StubServer server = await StubServer.StartAsync(context => Answer(context, context.Request.Headers.Authorization == "Bearer token-2" ? 200 : 401, "{}"));
        RotatingCredential credential = new(limit: 2);
        await using KubernetesClient client = server.Client(credential);

        await client.CreateAsync(TestRowReader.Widgets, "demo", new JsonObject { ["a"] = 1 }, new WriteOptions(), Token);

        Assert.Equal(["Bearer token-1", "Bearer token-2"], server.Requests.Select(request => request.Headers["Authorization"]));
        Assert.Equal(1, credential.Renewals);
    }

    [Fact]
    public async Task A_credential_refused_twice_is_a_refusal()
    {
        await using StubServer server = await StubServer.StartAsync(context => Answer(context, 401, "{}"));
        await using KubernetesClient client = server.Client(new RotatingCredential(limit: 10));

        ApiStatusException exception = await Assert.ThrowsAsync<ApiStatusException>(() => client.GetAsync(TestRowReader.Widgets, Key, Token));

        Assert.Equal(401, exception.Status.Code);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_server_is_waited_for_as_it_asks(int code)
    {
        int asked = 0;
        await using StubServer server = await StubServer.StartAsync(context =>
        {
            if (Interlocked.Increment(ref asked) > 2)
            {
                return Answer(context, 200, "{}");
            }

            context.Response.Headers.RetryAfter = "5";
            return Answer(context, code, "{}");
        });
        FakeTimeProvider time = new();
        await using KubernetesClient client = server.Client(time: time);

        Task<JsonObject> request = client.GetAsync(TestRowReader.Widgets, Key, Token);
        for (int wait = 1; wait <= 2; wait++)
        {
            int sent = wait;
            await Eventually.HoldsAsync(() => server.Requests.Count == sent && time.UntilNextTimer is { } next && next <= TimeSpan.FromSeconds(5), cancellationToken: Token);
            time.Advance(TimeSpan.FromSeconds(4.9));
            Assert.Equal(sent, server.Requests.Count);
            time.Advance(TimeSpan.FromSeconds(0.1));
        }

        await request;
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_given_to_the_caller()
    {
        await using StubServer server = await StubServer.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return Answer(context, 503, "{}");
        });
        await using KubernetesClient client = server.Client();

        ApiStatusException exception = await Assert.ThrowsAsync<ApiStatusException>(() => client.GetAsync(TestRowReader.Widgets, Key, Token));

        Assert.Equal(TimeSpan.FromHours(1), exception.Status.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using StubServer server = await StubServer.StartAsync(context =>
        {
            context.Response.Headers.Location = "https://elsewhere.example.com/";
            return Answer(context, 307, string.Empty);
        });
        await using KubernetesClient client = server.Client(new FixedCredential("secret"));

        ApiStatusException exception = await Assert.ThrowsAsync<ApiStatusException>(() => client.GetAsync(TestRowReader.Widgets, Key, Token));

        Assert.Equal("Redirect", exception.Status.Reason);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Requests_carry_our_name_and_whom_they_act_as()
    {
        await using StubServer server = await StubServer.StartAsync(context => Answer(context, 200, "{}"));
        Impersonation impersonation = new("jane", ["dev", "ops"], "42", new Dictionary<string, IReadOnlyList<string>> { ["example.com/scope"] = ["a", "b"] });
        await using KubernetesClient client = StubServer.Client(server.Configuration(new FixedCredential("t")) with { Impersonation = impersonation });

        await client.GetAsync(TestRowReader.Widgets, Key, Token);

        StubServer.Seen request = Assert.Single(server.Requests);
        Assert.Equal("backup-console", request.Headers["User-Agent"]);
        Assert.Equal("jane", request.Headers["Impersonate-User"]);
        Assert.Equal("42", request.Headers["Impersonate-Uid"]);
        Assert.Equal(["dev", "ops"], request.Headers["Impersonate-Group"].Split(',', StringSplitOptions.TrimEntries));
        Assert.Equal(["a", "b"], request.Headers["Impersonate-Extra-example.com%2Fscope"].Split(',', StringSplitOptions.TrimEntries));
        Assert.Equal("HTTP/2", request.Protocol);
    }

    [Fact]
    public async Task Watches_and_actions_use_separate_connections()
    {
        TaskCompletionSource release = new();
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            if (context.Request.Query.ContainsKey("watch"))
            {
                await context.Response.StartAsync();
                await release.Task;
            }
            else
            {
                await Answer(context, 200, "{}");
            }
        });
        await using KubernetesClient client = server.Client();
        await using IAsyncEnumerator<WatchEvent<TestRow>> watch = client.WatchAsync(new TestRowReader(), null, new WatchOptions(), Token).GetAsyncEnumerator(Token);

        Task<bool> pending = watch.MoveNextAsync().AsTask();
        await client.GetAsync(TestRowReader.Widgets, Key, Token);
        await Eventually.HoldsAsync(() => server.Requests.Count == 2, cancellationToken: Token);
        release.SetResult();

        Assert.False(await pending);
        Assert.Equal(2, server.Requests.Select(request => request.Connection).Distinct().Count());
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_in_words()
    {
        TaskCompletionSource release = new();
        await using StubServer server = await StubServer.StartAsync(_ => release.Task);
        FakeTimeProvider time = new();
        await using KubernetesClient client = server.Client(time: time);

        Task<JsonObject> request = client.GetAsync(TestRowReader.Widgets, Key, Token);
        await Eventually.HoldsAsync(() => server.Requests.Count == 1, cancellationToken: Token);
        time.Advance(TimeSpan.FromSeconds(61));

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => request);
        Assert.Contains("did not answer within 60 s", exception.Message, StringComparison.Ordinal);
        release.SetResult();
    }

    [Fact]
    public async Task Cancelling_says_cancelled_and_frees_the_server()
    {
        TaskCompletionSource aborted = new();
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            await using CancellationTokenRegistration registration = context.RequestAborted.Register(aborted.SetResult);
            await aborted.Task;
        });
        await using KubernetesClient client = server.Client();
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        Task<JsonObject> request = client.GetAsync(TestRowReader.Widgets, Key, cancel.Token);
        await Eventually.HoldsAsync(() => server.Requests.Count == 1, cancellationToken: Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    [Fact]
    public async Task A_list_that_falls_silent_is_given_up()
    {
        TaskCompletionSource release = new();
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("""{"items":[""" + TestRowReader.Widget("a"));
            await context.Response.Body.FlushAsync();
            await release.Task;
        });
        FakeTimeProvider time = new();
        await using KubernetesClient client = server.Client(time: time);
        List<string> rows = [];

        Task<ListMetadata> list = client.ListRowsAsync(new TestRowReader(), "demo", new ListOptions(), row => rows.Add(row.Key.Name), Token);
        await Eventually.HoldsAsync(() => rows.Count == 1, cancellationToken: Token);
        time.Advance(TimeSpan.FromSeconds(61));

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => list);
        Assert.Contains("stopped arriving", exception.Message, StringComparison.Ordinal);
        release.SetResult();
    }

    [Fact]
    public async Task A_rotated_client_certificate_is_used_by_the_next_request_while_streams_go_on()
    {
        TaskCompletionSource release = new();
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            if (context.Request.Query.ContainsKey("watch"))
            {
                await context.Response.StartAsync();
                await release.Task;
                await context.Response.WriteAsync($$$"""{"type":"ADDED","object":{{{TestRowReader.Widget("late")}}} }""" + "\n");
            }
            else
            {
                await Answer(context, 200, "{}");
            }
        });
        using X509Certificate2 first = SelfSigned("first");
        using X509Certificate2 second = SelfSigned("second");
        SwitchedCredential credential = new(new Credential(null, first));
        await using KubernetesClient client = server.Client(credential);
        await using IAsyncEnumerator<WatchEvent<TestRow>> watch = client.WatchAsync(new TestRowReader(), null, new WatchOptions(), Token).GetAsyncEnumerator(Token);
        Task<bool> pending = watch.MoveNextAsync().AsTask();
        await Eventually.HoldsAsync(() => server.Requests.Count == 1, cancellationToken: Token);

        credential.Current = new Credential(null, second);
        await client.GetAsync(TestRowReader.Widgets, Key, Token);
        release.SetResult();

        Assert.True(await pending);
        Assert.Equal(["CN=first", "CN=second"], server.Requests.Select(request => request.ClientCertificate));
    }

    [Fact]
    public async Task A_server_with_an_unknown_certificate_is_refused_unless_told_otherwise()
    {
        await using StubServer server = await StubServer.StartAsync(context => Answer(context, 200, "{}"));
        ClusterConfiguration unknown = server.Configuration() with { CertificateAuthorities = null };
        await using KubernetesClient careful = StubServer.Client(unknown);
        await using KubernetesClient careless = StubServer.Client(unknown with { InsecureSkipTlsVerify = true });

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => careful.GetAsync(TestRowReader.Widgets, Key, Token));

        Assert.IsType<AuthenticationException>(exception.InnerException);
        Assert.Empty(server.Requests);
        await careless.GetAsync(TestRowReader.Widgets, Key, Token);
    }

    [Fact]
    public async Task The_certificate_is_checked_against_the_name_the_kubeconfig_gives()
    {
        await using StubServer server = await StubServer.StartAsync(context => Answer(context, 200, "{}"));
        await using KubernetesClient right = StubServer.Client(server.Configuration() with { TlsServerName = "localhost" });
        await using KubernetesClient wrong = StubServer.Client(server.Configuration() with { TlsServerName = "other.example.com" });

        await right.GetAsync(TestRowReader.Widgets, Key, Token);
        await Assert.ThrowsAsync<HttpRequestException>(() => wrong.GetAsync(TestRowReader.Widgets, Key, Token));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Compressed_answers_are_read_and_can_be_declined()
    {
        await using StubServer server = await StubServer.StartAsync(async context =>
        {
            if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal))
            {
                await Answer(context, 200, """{"plain":"yes"}""");
                return;
            }

            context.Response.Headers.ContentEncoding = "gzip";
            await using GZipStream gzip = new(context.Response.Body, CompressionMode.Compress);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("""{"plain":"no"}"""));
        });
        await using KubernetesClient usual = server.Client();
        await using KubernetesClient plain = StubServer.Client(server.Configuration() with { DisableCompression = true });

        Assert.Equal("no", (string?)(await usual.GetAsync(TestRowReader.Widgets, Key, Token))["plain"]);
        Assert.Equal("yes", (string?)(await plain.GetAsync(TestRowReader.Widgets, Key, Token))["plain"]);
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("[]")]
    public async Task An_answer_that_is_no_object_is_said_in_words(string body)
    {
        await using StubServer server = await StubServer.StartAsync(context => Answer(context, 200, body));
        await using KubernetesClient client = server.Client();

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(TestRowReader.Widgets, Key, Token));

        Assert.StartsWith("The server", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_beyond_the_limit_is_broken_off()
    {
        await using StubServer server = await StubServer.StartAsync(context => Answer(context, 200, $$"""{"a":"{{new string('x', 100_000)}}"}"""));
        await using KubernetesClient client = server.Client(options: new KubernetesClientOptions { MaxAnswerBytes = 10_000 });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(TestRowReader.Widgets, Key, Token));
    }

    [Fact]
    public async Task A_log_is_read_line_by_line_and_long_lines_are_cut()
    {
        await using StubServer server = await StubServer.StartAsync(context => Answer(context, 200, "one\r\n\n" + new string('x', 200_000) + "\nlast"));
        await using KubernetesClient client = server.Client();
        List<string> lines = [];

        await foreach (string line in client.ReadLogAsync(Key, new LogOptions { Container = "dump", TailLines = 10, Timestamps = true }, Token))
        {
            lines.Add(line);
        }

        Assert.Equal(["one", "", "last"], lines.Where(line => line.Length < 100));
        Assert.Equal(64 * 1024, Assert.Single(lines, line => line.Length >= 100).Length);
        Assert.Equal("/api/v1/namespaces/demo/pods/a/log?container=dump&tailLines=10&timestamps=true", Assert.Single(server.Requests).Target);
    }

    private static Task Answer(HttpContext context, int code, string body)
    {
        context.Response.StatusCode = code;
        return context.Response.WriteAsync(body);
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private sealed class RotatingCredential(int limit) : ICredentialSource
    {
        private Credential current = Make(1);
        private int number = 1;

        public int Renewals { get; private set; }

        public ValueTask<Credential> GetAsync(Credential? rejected, CancellationToken cancellationToken)
        {
            if (ReferenceEquals(rejected, current) && number < limit)
            {
                Renewals++;
                current = Make(++number);
            }

            return new(current);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static Credential Make(int number) => new(new AuthenticationHeaderValue("Bearer", $"token-{number}"), null);
    }

    private sealed class SwitchedCredential(Credential first) : ICredentialSource
    {
        public Credential Current { get; set; } = first;

        public ValueTask<Credential> GetAsync(Credential? rejected, CancellationToken cancellationToken) => new(Current);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
