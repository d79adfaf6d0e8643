"""A browser without a screen: keeps cookies, fills forms, and trusts nothing but the box's own certificate."""
import html
import http.client
import re
import ssl
import urllib.parse

PASSWORD = "correct horse battery"


class Browser:
    """One person's browser, on the pages of one machine."""

    def __init__(self, machine, root_certificate):
        self.machine, self.cookies, self.page, self.status = machine, {}, "", 0
        self.trusts(root_certificate)

    def trusts(self, root_certificate):
        trust = ssl.create_default_context(cadata=root_certificate)
        self.connection = http.client.HTTPSConnection("localhost", self.machine.https, timeout=600, context=trust)

    def ask(self, method, path, body=None):
        headers = {"Host": f"localhost:{self.machine.https}", "Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"https://localhost:{self.machine.https}"
        answer = self.answer(method, path, body, headers)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        self.page, self.status = answer.read().decode(), answer.status
        return answer.getheader("Location") or ""

    def answer(self, method, path, body, headers):
        """Over the connection there is, or over a new one if that was closed meanwhile."""
        if self.connection.sock:
            try:
                self.connection.request(method, path, body, headers)
                return self.connection.getresponse()
            except (http.client.RemoteDisconnected, ConnectionError, ssl.SSLError):
                self.connection.close()
        self.connection.request(method, path, body, headers)
        return self.connection.getresponse()

    def open(self, path):
        """Follows redirects to the page; returns its path."""
        while path:
            at, path = path, self.ask("GET", path)
        return at

    def post(self, path, **fields):
        """Sends a form of the page that is open; returns where it leads."""
        token = re.search(r'name="form" value="([^"]*)"', self.page)
        fields["form"] = token.group(1) if token else ""
        return self.ask("POST", path, urllib.parse.urlencode(fields))

    def send(self, path, **fields):
        """Sends a form of the page that is open, and goes where it leads; returns that path."""
        location = self.post(path, **fields)
        return self.open(location) if location else path

    def text(self):
        return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.page)))

    def must_say(self, words):
        if words not in self.text():
            raise AssertionError(f"The page does not say {words!r}, but ({self.status}): {self.text()[:1500]}")

    def founds_the_household(self, box, name, code=""):
        """Returns where that leads: under another certificate, since the box has made its own for its name."""
        self.open("/setup")
        return self.post("/setup", box=box, name=name, password=PASSWORD, code=code)

    def makes_an_account(self, name):
        self.open("/account")
        self.send("/account/new", **{"new-name": name})
        self.must_say("Recovery words")
        self.send("/recovery/postpone")

    def invites(self, name):
        self.open("/people")
        self.send("/people/invite", name=name)
        return re.search(r"/join/[A-Za-z0-9_-]+", self.page).group(0)

    def joins(self, link, name):
        self.open(link)
        self.send(link, name=name, password=PASSWORD)

    def signs_in(self, name):
        self.open("/sign-in")
        self.send("/sign-in", name=name, password=PASSWORD)
        self.must_say("Chats")

    def account_id(self):
        self.open("/me")
        return re.search(r"05[0-9a-f]{64}", re.sub(r"\s|<[^>]+>", "", self.page)).group(0)

    def writes_first(self, account, text):
        self.open("/new")
        return self.send("/new", id=account, text=text)
